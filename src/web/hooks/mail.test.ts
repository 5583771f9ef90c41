import { Buffer } from 'node:buffer'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { certificateHost, createSnsSender, TOPIC } from '../../../tests/support/sns-sender.ts'
import { createSnsCertificates, mailReportsDefinition } from '../../mail/index.ts'
import { type Listening, listen } from '../server.ts'
import { mailHooks } from './index.ts'

const NOW = new Date('2026-11-28T07:00:00Z')
const STAMP = String(NOW.getTime() / 1_000)
const sns = createSnsSender()
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const filled = {
  ...mailReportsDefinition.defaults,
  snsTopics: [TOPIC],
  sendgridPublicKey: ec.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  mailgunSigningKey: 'signing-key',
}
const host = certificateHost(sns.certificate)
let settings = filled
let stored: { source: string; key: string; raw: string }[] = []
let got: string[] = []
let broken = false
let site: Listening

beforeAll(async () => {
  const quiet = () => {}
  const app = new Hono().route(
    '/',
    mailHooks({
      settings: async () => settings,
      store: async (source, key, raw) => {
        if (broken) throw new Error('no database')
        stored.push({ source, key, raw: Buffer.from(raw).toString() })
      },
      certificates: createSnsCertificates((request) =>
        broken ? Promise.resolve({ kind: 'not_sent', reason: '', code: 'dns' }) : host.request(request),
      ),
      request: async ({ method, url }) => {
        got.push(`${method} ${url}`)
        return { kind: 'answered', status: broken ? 500 : 200, headers: {}, body: Buffer.alloc(0), truncated: false }
      },
      clock: { now: () => NOW },
      log: { info: quiet, warn: quiet, error: quiet },
    }),
  )
  const listening = await listen(app.fetch as never, { host: '127.0.0.1', port: 0 })
  if (listening === 'port_taken') throw new Error(listening)
  site = listening
})
afterAll(() => site.close())
beforeEach(() => {
  stored = []
  got = []
  broken = false
  settings = filled
})

async function post(source: string, body: Uint8Array | string, headers: Record<string, string> = {}) {
  const type = source === 'ses' ? 'text/plain; charset=UTF-8' : 'application/json'
  const request = { method: 'POST', body: Buffer.from(body), headers: { 'content-type': type, ...headers } }
  return (await fetch(`${site.url}/hooks/mail/${source}`, request)).status
}

const events = '[{"event":"bounce","sg_event_id":"e1"},{"event":"open","sg_event_id":"e2"}]\r\n'
const sendGridHeaders = {
  'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(STAMP + events), ec.privateKey).toString(
    'base64',
  ),
  'x-twilio-email-event-webhook-timestamp': STAMP,
}
const token = '7b0e1e0d8a3c5f6979f2c4d1e8a05b3c6d9e2f1a4b7c0d3e6f'
const mailgunSignature = createHmac('sha256', 'signing-key')
  .update(STAMP + token)
  .digest('hex')
const mailgun = JSON.stringify({
  signature: { timestamp: STAMP, token, signature: mailgunSignature },
  'event-data': {},
})

describe('a genuine post is stored as it came', () => {
  it('of Amazon SES', async () => {
    const raw = sns.post({ MessageId: 'm-1' }, '2')
    expect(await post('ses', raw)).toBe(200)
    expect(stored).toEqual([{ source: 'ses', key: 'm-1', raw: raw.toString() }])
  })

  it('of SendGrid', async () => {
    expect(await post('sendgrid', events, sendGridHeaders)).toBe(200)
    expect(stored).toEqual([{ source: 'sendgrid', key: expect.stringMatching(/^[0-9a-f]{64}$/), raw: events }])
  })

  it('of Mailgun', async () => {
    expect(await post('mailgun', mailgun)).toBe(200)
    expect(stored).toEqual([{ source: 'mailgun', key: token, raw: mailgun }])
  })
})

describe('a forged post changes nothing', () => {
  it.each([
    ['ses', () => sns.post({}).toString().replace('Delivery', 'Deliverx'), {}],
    ['ses', () => createSnsSender().post({}), {}],
    ['ses', () => sns.post({ TopicArn: `${TOPIC}2` }), {}],
    ['sendgrid', () => events.replace('e1', 'e3'), sendGridHeaders],
    ['sendgrid', () => events, {}],
    ['mailgun', () => mailgun.replace(token, token.replace('7', '8')), {}],
    ['mailgun', () => '{}', {}],
  ])('%s', async (source, body, headers) => {
    expect(await post(source, body(), headers as Record<string, string>)).toBe(403)
    expect(stored).toEqual([])
  })
})

describe('a subscription', () => {
  const SubscribeURL = `https://sns.ap-northeast-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=t`
  const asked = { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL }

  it('to our topic is confirmed, and nothing stored', async () => {
    expect(await post('ses', sns.post(asked))).toBe(200)
    expect([got, stored]).toEqual([[`GET ${SubscribeURL}`], []])
  })

  it('that Amazon does not take is asked for again', async () => {
    broken = true
    expect(await post('ses', sns.post(asked))).toBe(503)
  })

  it('elsewhere is never called', async () => {
    expect(
      await post('ses', sns.post({ ...asked, SubscribeURL: 'https://127.0.0.1/?Action=ConfirmSubscription' })),
    ).toBe(403)
    const cancelled = { ...asked, Type: 'UnsubscribeConfirmation' }
    expect(await post('ses', sns.post(cancelled))).toBe(200)
    expect(got).toEqual([])
  })
})

describe('what is answered otherwise', () => {
  it.each(['ses', 'sendgrid', 'mailgun'])('%s: another type, too much, nothing to read', async (source) => {
    expect(await post(source, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(415)
    expect(await post(source, Buffer.alloc(1_000_001, 0x20))).toBe(413)
    expect((await fetch(`${site.url}/hooks/mail/${source}`)).status).toBe(404)
    expect(stored).toEqual([])
  })

  it('a body without a length is cut off at a megabyte', async () => {
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1')
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
    socket.on('error', () => {})
    socket.write(
      'POST /hooks/mail/mailgun HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    )
    for (let sent = 0; sent < 17; sent += 1) socket.write(chunk)
    const head = await new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString())))
    socket.destroy()
    expect(head).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('nonsense is 400, raw delivery too', async () => {
    expect(await post('ses', 'nonsense')).toBe(400)
    expect(await post('ses', '{"eventType":"Bounce"}')).toBe(400)
    expect(await post('mailgun', 'nonsense')).toBe(400)
  })

  it('without keys in the settings, or without a database, it is to be repeated', async () => {
    settings = mailReportsDefinition.defaults
    expect([await post('sendgrid', events, sendGridHeaders), await post('mailgun', mailgun)]).toEqual([503, 503])
    settings = filled
    broken = true
    expect(await post('mailgun', mailgun)).toBe(503)
  })

  it("so it is while Amazon's certificate cannot be had", async () => {
    broken = true
    const SigningCertURL = 'https://sns.ap-northeast-1.amazonaws.com/SimpleNotificationService-of-next-year.pem'
    expect(await post('ses', sns.post({ SigningCertURL }))).toBe(503)
  })
})
