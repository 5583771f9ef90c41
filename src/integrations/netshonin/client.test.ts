import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  entry,
  formSettings,
  page,
  pageIn,
  type Reply,
  type ScriptedForm,
  startScriptedForm,
  tools,
} from '../../../tests/support/scripted-form.ts'
import { registerAndJudge } from './judgement.ts'
import type { NetshoninSettings } from './settings.ts'

const person = { familyName: '髙﨑', givenName: '①㈱ ―～−𠮷', email: 'hanako+a@customer.example', planId: '101' }

let server: ScriptedForm
beforeAll(async () => {
  server = await startScriptedForm()
})
afterAll(() => server.close())
beforeEach(() => {
  server.received.length = 0
  server.replies = {}
})

async function register(change: Partial<NetshoninSettings> = {}) {
  return registerAndJudge(tools.http, formSettings(`${server.origin}/form`, change), person)
}

const posts = () => server.received.filter(({ method }) => method === 'POST')
const DONE = page('登録が完了しました')

describe('the form as browsers send it', () => {
  it('in the order of its controls, with what it brings along', async () => {
    server.replies = { 'POST /form': DONE }
    const entries = [
      entry('cd', 'page', '文字'),
      entry('plan', 'plan'),
      entry('mail', 'email'),
      entry('mail2', 'emailAgain'),
      entry('name', 'fullName'),
      entry('kana', 'fullKana', 'みとうろく'),
      entry('dm', 'omit', '1'),
      entry('sbm', 'fixed', '登録する'),
    ]
    expect(await register({ entries })).toMatchObject({ meaning: 'registered', outcome: { kind: 'delivered' } })
    expect(posts()[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect([...new URLSearchParams(posts()[0]?.body)]).toEqual([
      ['cd', '文字'],
      ['plan', '101'],
      ['mail', 'hanako+a@customer.example'],
      ['mail2', 'hanako+a@customer.example'],
      ['name', '髙﨑\u3000①㈱ ―～−𠮷'],
      ['kana', 'みとうろく'],
      ['sbm', '登録する'],
    ])
  })

  it.each<[NetshoninSettings['charset'], string]>([
    ['shift_jis', 'n=%87%40%87%8A+%81%5C%81%60%81%7C%26%23134071%3B'],
    ['euc-jp', 'n=%AD%A1%AD%EA+%A1%BD%A1%C1%A1%DD%26%23134071%3B'],
  ])('in %s', async (charset, body) => {
    server.replies = { 'POST /form': DONE }
    const entries = [entry('n', 'givenName'), entry('m', 'email'), entry('p', 'plan')]
    await register({ charset, entries })
    expect(posts()[0]?.body).toContain(body)
  })

  it('with GET, the query in place of the one it had', async () => {
    server.replies = { 'GET /form': DONE }
    expect(await register({ method: 'get', formUrl: `${server.origin}/form?old=1` })).toMatchObject({
      meaning: 'registered',
    })
    expect(server.received[0]?.path).toMatch(/^\/form\?plan=101&mail=hanako%2Ba%40customer\.example&name1=/)
  })

  it('as multipart, and with the list in the address', async () => {
    server.replies = { 'POST /form': DONE }
    await register({ enctype: 'multipart', formUrl: `${server.origin}/form?no={plan}` })
    expect(posts()[0]?.path).toBe('/form?no=101')
    expect(posts()[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(posts()[0]?.body).toContain('name="mail"\r\n\r\nhanako+a@customer.example\r\n')
  })

  it.each([
    ['やまだ', 'フリガナ', 'ヤマダ'],
    ['ﾔﾏﾀﾞ', 'ふりがな', 'やまだ'],
    ['山田', 'フリガナ', 'フメイ'],
  ])('a reading of %s for %s', async (familyName, label, sent) => {
    server.replies = { 'POST /form': DONE }
    const kana = { ...entry('k', 'familyKana', 'フメイ'), label }
    const entries = [kana, entry('m', 'email'), entry('p', 'plan')]
    await registerAndJudge(tools.http, formSettings(`${server.origin}/form`, { entries }), { ...person, familyName })
    expect(new URLSearchParams(posts()[0]?.body).get('k')).toBe(sent)
  })
})

describe('a page that is opened first', () => {
  const form = (token: string, action = '/form') => ({
    status: 200,
    headers: { 'set-cookie': ['sid=abc; path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT', 'old=; Max-Age=0', 'b=2'] },
    body: `<form action="${action}" method=post><input name=mail><input type=hidden name=plan value=999>
      <input type=hidden name=token value="${token}"><input type=hidden name=added value=new></form>`,
  })
  const live = () => ({
    pageUrl: `${server.origin}/page?p={plan}`,
    entries: [entry('plan', 'plan'), entry('mail', 'email'), entry('token', 'page', 'stale')],
  })

  it('gives cookies and fresh hidden values; the list stays ours', async () => {
    server.replies = { 'GET /page': form('fresh-1'), 'POST /form': DONE }
    expect(await register(live())).toMatchObject({ meaning: 'registered' })
    expect(server.received[0]?.path).toBe('/page?p=101')
    expect(posts()[0]?.headers).toMatchObject({ cookie: 'sid=abc; b=2', referer: `${server.origin}/page` })
    expect([...new URLSearchParams(posts()[0]?.body)]).toEqual([
      ['added', 'new'],
      ['plan', '101'],
      ['mail', person.email],
      ['token', 'fresh-1'],
    ])
  })

  it('may carry the session in the form’s own address, but not lead elsewhere', async () => {
    server.replies = { 'GET /page': form('t', '/form?PHPSESSID=xyz'), 'POST /form': DONE }
    await register(live())
    server.replies = { 'GET /page': form('t', 'https://elsewhere.example/form'), 'POST /form': DONE }
    await register(live())
    expect(posts().map(({ path }) => path)).toEqual(['/form?PHPSESSID=xyz', '/form'])
  })

  it('is searched for the form that was read, among others that take an address too', async () => {
    const other = '<form action=/leave method=post><input name=mail><input type=hidden name=token value=wrong></form>'
    const first = form('right')
    server.replies = { 'GET /page': { ...first, body: other + first.body }, 'POST /form': DONE }
    await register(live())
    expect(new URLSearchParams(posts()[0]?.body).get('token')).toBe('right')
  })

  it.each<[string, Reply]>([
    ['hangs', 'hang'],
    ['is cut off', 'reset'],
    ['is broken', { status: 500 }],
    ['is gone', { status: 404 }],
    ['is elsewhere now', { status: 302, headers: { location: 'https://elsewhere.example/' } }],
    ['has no form', page('メンテナンス中です')],
  ])('that %s: surely nothing was sent', async (_name, reply) => {
    server.replies = { 'GET /page': reply, 'POST /form': DONE }
    expect(await register(live())).toMatchObject({ outcome: { kind: 'retry' } })
    expect(posts()).toEqual([])
  })
})

it.each([
  ['shift_jis', 'text/html; charset=ISO-8859-1'],
  ['euc-jp', 'text/html; charset=utf-8'],
  ['iso-2022-jp', 'text/html'],
] as const)('reads a result in %s under %s', async (charset, contentType) => {
  server.replies = {
    'POST /form': pageIn(charset, '<p>ご登録ありがとうございます。登録が完了しました。</p>', contentType),
  }
  expect(await register()).toMatchObject({ meaning: 'registered' })
})

it('keeps names and addresses out of what it says of a failure', async () => {
  server.replies = { 'POST /form': 'hang' }
  const verdict = await register()
  expect(JSON.stringify(verdict)).not.toMatch(/hanako|髙﨑/)
})
