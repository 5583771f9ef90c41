import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  formSettings,
  page,
  type Reply,
  type ScriptedForm,
  startScriptedForm,
  tools,
} from '../../../tests/support/scripted-form.ts'
import { registerAndJudge } from './judgement.ts'
import type { NetshoninSettings } from './settings.ts'

const person = { familyName: '山田', givenName: '花子', email: 'hanako@customer.example', planId: '101' }

let server: ScriptedForm
beforeAll(async () => {
  server = await startScriptedForm()
})
afterAll(() => server.close())
beforeEach(() => {
  server.received.length = 0
  server.replies = { 'GET /thanks': page('登録が完了しました') }
})

const register = (change: Partial<NetshoninSettings> = {}) =>
  registerAndJudge(tools.http, formSettings(`${server.origin}/np/form`, change), person)
const paths = () => server.received.map(({ method, path }) => `${method} ${path}`)
const refresh = (content: string, text = '') => `<meta http-equiv="Refresh" content="${content}"><body>${text}</body>`
const script = (line: string, text = '') => `<body>${text}<script>${line}</script></body>`

describe('a page that only sends its visitor on', () => {
  it.each([
    ['by refresh', refresh('0; URL=/thanks')],
    ['by refresh, in quotes and relative', refresh("3;url='../thanks'")],
    ['by refresh, with words that mean nothing', refresh('5;/thanks', '自動的に移動します')],
    ['by script', script('location.href = "/thanks";')],
    ['by script, otherwise', script("window.location.replace('/thanks')")],
  ])('is followed %s', async (_name, body) => {
    server.replies['POST /np/form'] = { status: 200, body }
    expect(await register()).toMatchObject({ meaning: 'registered', outcome: { kind: 'delivered' } })
    expect(paths()).toEqual(['POST /np/form', 'GET /thanks'])
  })

  it('and comes to a confirmation page', async () => {
    const question = `<p>以下の内容でよろしいですか</p>${person.email}<form action=/done method=post><button>登録する</button></form>`
    server.replies['POST /np/form'] = { status: 200, body: refresh('0;url=/confirm') }
    server.replies['GET /confirm'] = { status: 200, body: question }
    server.replies['POST /done'] = { status: 200, body: script('top.location = "/thanks"') }
    expect(await register()).toMatchObject({ meaning: 'registered' })
    expect(paths()).toEqual(['POST /np/form', 'GET /confirm', 'POST /done', 'GET /thanks'])
  })

  it.each<[string, string, string]>([
    ['says by itself how it ended', refresh('0;url=/other', '登録しました'), 'registered'],
    ['refuses by itself', refresh('0;url=/thanks', 'エラーがあります'), 'rejected'],
    ['only shows itself anew', refresh('5'), 'unclear'],
    ['waits long', refresh('600;url=/thanks'), 'unclear'],
    ['has words and a script', script('location.href = "/thanks"', 'お待ちください'), 'unclear'],
    ['decides by script', script('if (a) location.href="/thanks"; else location.href="/error"'), 'unclear'],
    ['sends to a scheme of its own', refresh('0;url=javascript:alert(1)'), 'unclear'],
  ])('is not followed where it %s', async (_name, body, meaning) => {
    server.replies['POST /np/form'] = { status: 200, body }
    expect(await register()).toMatchObject({ meaning })
    expect(paths()).toEqual(['POST /np/form'])
  })

  it('is followed once, and what cannot be reached leaves the question open', async () => {
    server.replies['POST /np/form'] = { status: 200, body: refresh('0;url=/again') }
    server.replies['GET /again'] = { status: 200, body: refresh('0;url=/thanks') }
    expect(await register()).toMatchObject({ outcome: { kind: 'unknown' } })
    server.replies['GET /again'] = { status: 404 }
    expect(await register()).toMatchObject({ outcome: { kind: 'unknown' } })
  })
})

describe('another site', () => {
  const elsewhere = 'https://shop.example/thanks?mail=hanako@customer.example'

  it.each<[string, Reply]>([
    ['by redirect', { status: 302, headers: { location: elsewhere } }],
    ['by refresh', { status: 200, body: refresh(`0;url=${elsewhere}`) }],
  ])('is never visited, %s', async (_name, reply) => {
    server.replies['POST /np/form'] = reply
    const { outcome } = await register()
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('https://shop.example/thanks)') })
    expect(paths()).toEqual(['POST /np/form'])
  })

  it('counts by its address where staff gave it', async () => {
    server.replies['POST /np/form'] = { status: 302, headers: { location: elsewhere } }
    const registeredMarker = '登録が完了\nhttps://shop.example/thanks'
    expect(await register({ registeredMarker })).toMatchObject({
      meaning: 'registered',
      outcome: { kind: 'delivered' },
    })
    const rejectedMarker = 'https://shop.example/thanks'
    expect(await register({ rejectedMarker })).toMatchObject({
      outcome: { kind: 'refused', reason: expect.stringContaining('移動先: https://shop.example/thanks') },
    })
    expect(await register({ registeredMarker: 'https://shop.example/other' })).toMatchObject({
      outcome: { kind: 'unknown' },
    })
  })
})
