import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { resetWorld } from '../world.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => resetWorld(sandbox.world))

const hanako = {
  plan: '201',
  cd: '文字',
  mail: 'hanako@customer.example',
  name1: '山田',
  name2: 'はな子',
  sbm: '登録する',
}

async function submit(fields: Record<string, string>): Promise<{ status: number; page: string }> {
  const body = new URLSearchParams(fields)
  const response = await fetch(`${sandbox.url}/np/sesform.php`, { method: 'POST', body })
  return { status: response.status, page: await response.text() }
}

it('publishes a form with its plan and its charset probe', async () => {
  const response = await fetch(`${sandbox.url}/np/sesform.php?plan=203`)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const page = await response.text()
  expect(page).toContain('<input type="hidden" name="plan" value="203"/>')
  expect(page).toContain('<input type="hidden" name="cd" value="文字"/>')
  expect(page).toContain('朝活コミュニティ')
})

describe('registering', () => {
  it('puts one person on several lists, each once', async () => {
    expect(await submit(hanako)).toMatchObject({ status: 200, page: expect.stringContaining('登録が完了しました') })
    expect((await submit({ ...hanako, plan: '101' })).page).toContain('登録が完了しました')
    const again = await submit({ ...hanako, mail: 'HANAKO@customer.example' })
    expect(again).toMatchObject({
      status: 200,
      page: expect.stringContaining('同一のメールアドレスが登録されています'),
    })
    expect(sandbox.world.newsletter.registrations.map(({ planId }) => planId)).toEqual(['201', '101'])
  })

  it.each([
    ['an unknown plan', { plan: '999' }, 'unknown_plan', '指定されたプランは存在しない'],
    ['no plan', { plan: '' }, 'broken_form', '正常に貼り付けられていない'],
    ['a probe in another charset', { cd: '����' }, 'broken_form', '正常に貼り付けられていない'],
    ['a malformed mail', { mail: 'hanako@' }, 'malformed_mail', 'メールアドレスの形式が正しくありません'],
    ['no name', { name2: '' }, 'missing_field', '未入力の項目があります'],
    ['Latin letters', { name2: 'Hanako' }, 'name_characters', '姓名に使用できない文字'],
    ['full-width letters', { name2: 'Ｈａｎａｋｏ' }, 'name_characters', '姓名に使用できない文字'],
    ['katakana', { name2: 'ハナコ' }, 'name_characters', '姓名に使用できない文字'],
    ['half-width katakana', { name2: 'ﾊﾅｺ' }, 'name_characters', '姓名に使用できない文字'],
  ])('refuses %s with 200 and a page that says so', async (_name, change, reason, words) => {
    const { status, page } = await submit({ ...hanako, ...change })
    expect(status).toBe(200)
    expect(page).toContain(words)
    expect(page).not.toContain('登録が完了しました')
    expect(sandbox.world.newsletter.refusals).toMatchObject([{ reason }])
    expect(sandbox.world.newsletter.registrations).toEqual([])
  })
})

describe('the other forms', () => {
  const post = (path: string, body: string, cookie = '') =>
    fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      body,
    })
  const pageIn = async (response: Response, charset: string) =>
    new TextDecoder(charset, { fatal: true }).decode(await response.arrayBuffer())

  // 漢字, 山田, 花子 in EUC-JP.
  const typed =
    'pid=201&code=%B4%C1%BB%FA&email=h%40customer.example&_email=h%40customer.example&sei=%BB%B3%C5%C4&mei=%B2%D6%BB%D2'

  it('asks before it registers, in EUC-JP', async () => {
    const question = await pageIn(await post('/mm/regist.cgi', typed), 'euc-jp')
    expect(question).toContain('まだ完了していません')
    expect(question).toContain('<input type="hidden" name="sei" value="山田"/>')
    expect(sandbox.world.newsletter.registrations).toEqual([])
    expect(await pageIn(await post('/mm/regist.cgi', `${typed}&reged=1`), 'euc-jp')).toContain('登録が完了しました')
    expect(sandbox.world.newsletter.registrations).toMatchObject([
      { planId: '201', familyName: '山田', givenName: '花子' },
    ])
  })

  it('wants the address twice, and bytes of its own charset', async () => {
    const differing = typed.replace('_email=h', '_email=x')
    expect(await pageIn(await post('/mm/regist.cgi', differing), 'euc-jp')).toContain('一致しません')
    const utf8 = typed.replace('%B4%C1%BB%FA', '%E6%BC%A2%E5%AD%97')
    expect(await pageIn(await post('/mm/regist.cgi', utf8), 'euc-jp')).toContain('正常に貼り付けられていない')
  })

  it('takes a token once, from its own session, in Shift_JIS', async () => {
    const form = await fetch(`${sandbox.url}/stepmail/entry.php?magid=202`)
    const cookie = form.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const token = /name="token" value="(\w+)"/.exec(await pageIn(form, 'shift_jis'))?.[1]
    // あ, 山田, 花子 in Shift_JIS.
    const filled = `magid=202&enc=%82%A0&token=${token}&rdemail=h%40customer.example&f_name1=%8ER%93c&f_name2=%89%D4%8Eq`
    const submit = async (jar: string) => pageIn(await post('/stepmail/entry.php', filled, jar), 'shift_jis')
    expect(await submit('')).toContain('セッションが切れています')
    expect(await submit(cookie)).toContain('登録が完了しました')
    expect(await submit(cookie)).toContain('セッションが切れています')
    expect(sandbox.world.newsletter.registrations).toMatchObject([{ planId: '202', familyName: '山田' }])
  })
})
