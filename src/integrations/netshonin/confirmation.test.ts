import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  formSettings,
  page,
  pageIn,
  type Received,
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

describe('a confirmation page', () => {
  const echo = (
    request: Received,
    extra = '',
    button = '<input type=submit name=sbm value="この内容で登録する">',
  ): Reply => {
    const hidden = [...new URLSearchParams(request.body)].map(
      ([name, value]) => `<input type=hidden name="${name}" value="${value.replaceAll('&', '&amp;')}">`,
    )
    const body = `<p>以下の内容でよろしければ登録ボタンを押してください。</p>${extra}
      <form action=/form method=post>${hidden.join('')}<input type=hidden name=reged value=1><input type=submit name=back value=戻る>${button}</form>`
    return { status: 200, body }
  }
  const twoSteps = (request: Received) => (request.body.includes('reged=1') ? DONE : echo(request))

  it('is passed once, with its own fields and the button that goes on', async () => {
    server.replies = { 'POST /form': twoSteps }
    expect(await register()).toMatchObject({ meaning: 'registered' })
    expect(posts()).toHaveLength(2)
    const [first, second] = posts().map(({ body }) => [...new URLSearchParams(body)])
    expect(second).toEqual([...(first ?? []), ['reged', '1'], ['sbm', 'この内容で登録する']])
  })

  it('is passed in EUC-JP byte for byte', async () => {
    const hidden =
      '<input type=hidden name=mail value="hanako+a@customer.example"><input type=hidden name=n value="①㈱ ―～−&#134071;">'
    const question = `<p>内容をご確認ください</p><form action=/done method=post>${hidden}<button>確定</button></form>`
    server.replies = {
      'POST /form': pageIn('euc-jp', question, 'text/html; charset=euc-jp'),
      'POST /done': pageIn('euc-jp', '登録が完了しました。'),
    }
    expect(await register({ charset: 'euc-jp' })).toMatchObject({ meaning: 'registered' })
    expect(posts()[1]?.body).toContain('n=%AD%A1%AD%EA+%A1%BD%A1%C1%A1%DD%26%23134071%3B')
  })

  it('that promises completion is a question still', async () => {
    const promise = '<p>ボタンを押すと登録が完了します。</p>'
    server.replies = {
      'POST /form': (request) => (request.body.includes('reged=1') ? DONE : echo(request, promise)),
    }
    expect(await register()).toMatchObject({ meaning: 'registered' })
    expect(posts()).toHaveLength(2)
  })

  it('that tells how to mend mistakes is a question still', async () => {
    const advice = '<p>誤りがあるときは、戻って正しく入力してください。</p>'
    const button = '<input type=submit value=登録>'
    server.replies = {
      'POST /form': (request) => (request.body.includes('reged=1') ? DONE : echo(request, advice, button)),
    }
    expect(await register()).toMatchObject({ meaning: 'registered' })
  })

  it('may keep everything on the server', async () => {
    const question = `<p>入力内容の確認</p><p>${person.email}</p><form action=/done method=post><input type=hidden name=t value=1><input type=submit value=登録></form>`
    server.replies = { 'POST /form': { status: 200, body: question }, 'POST /done': DONE }
    expect(await register()).toMatchObject({ meaning: 'registered' })
  })

  it('that asks again is passed once only', async () => {
    server.replies = { 'POST /form': (request) => echo(request) }
    expect(await register()).toMatchObject({ outcome: { kind: 'unknown' } })
    expect(posts()).toHaveLength(2)
  })

  it.each<[string, (request: Received) => Reply]>([
    ['only leads back', (request) => echo(request, 'エラーがあります', '')],
    [
      'leads to another site',
      () => ({
        status: 200,
        body: `<p>確認</p><form action=https://elsewhere.example/ method=post><input type=hidden name=mail value="${person.email}"><input type=submit value=登録></form>`,
      }),
    ],
    [
      'is the form again, with what was typed',
      () => ({
        status: 200,
        body: `<p>エラー: 確認してください</p><form action=/form method=post><input name=mail value="${person.email}"><input type=submit value=登録></form>`,
      }),
    ],
    [
      'offers to leave',
      () => ({
        status: 200,
        body: `<p>登録が完了しました。</p><form action=/del method=post><input type=hidden name=mail value="${person.email}"><input type=submit value=登録解除></form>`,
      }),
    ],
    [
      'offers more lists',
      () => ({
        status: 200,
        body: `<p>登録が完了しました。</p><form action=/more method=post><input type=hidden name=mail value="${person.email}"><input type=submit value=こちらも購読する></form>`,
      }),
    ],
    [
      'says that a mail was sent, and offers more lists',
      () => ({
        status: 200,
        body: `<p>ご登録ありがとうございます。メールをご確認ください。</p><form action=/more method=post><input type=hidden name=mail value="${person.email}"><input type=submit value=登録></form>`,
      }),
    ],
    [
      'speaks of something else, for another list',
      () => ({
        status: 200,
        body: `<p>こちらもおすすめです。</p><form action=/more method=post><input type=hidden name=mail value="${person.email}"><input type=hidden name=plan value=999><input type=submit value=登録></form>`,
      }),
    ],
    [
      'says already',
      () => ({
        status: 200,
        body: `<p>既に登録されています。以下の内容で</p><form action=/form method=post><input type=hidden name=mail value="${person.email}"><input type=submit value=登録></form>`,
      }),
    ],
  ])('is none when it %s', async (_name, reply) => {
    server.replies = { 'POST /form': reply }
    await register()
    expect(posts()).toHaveLength(1)
  })

  it.each<[string, Reply, string]>([
    ['hangs', 'hang', 'unknown'],
    ['breaks', { status: 500 }, 'unknown'],
    ['refuses', page('エラー: 受け付けできません'), 'refused'],
  ])('whose answer %s', async (_name, reply, kind) => {
    server.replies = { 'POST /form': (request) => (request.body.includes('reged=1') ? reply : echo(request)) }
    expect(await register()).toMatchObject({ outcome: { kind } })
    expect(posts()).toHaveLength(2)
  })
})
