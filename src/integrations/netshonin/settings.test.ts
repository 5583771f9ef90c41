import { describe, expect, it } from 'vitest'
import { checkFormUrl } from './form-url.ts'
import { form, type NetshoninSettings, netshoninDefinition, netshoninSettings, readFixedValues } from './settings.ts'

const complete: NetshoninSettings = {
  ...netshoninDefinition.defaults,
  enabled: true,
  formUrl: 'https://mycompany.co.jp/np/sesform.php',
  planId: '101',
}

function messageFor(change: Partial<NetshoninSettings>): string | null {
  const parsed = netshoninSettings.safeParse({ ...complete, ...change })
  return parsed.success ? null : parsed.error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n')
}

it('has defaults that are valid and off', () => {
  expect(netshoninSettings.parse(netshoninDefinition.defaults)).toEqual(netshoninDefinition.defaults)
  expect(netshoninDefinition.defaults).toEqual({
    enabled: false,
    formUrl: '',
    planId: '',
    charset: 'utf-8',
    emailField: 'mail',
    familyNameField: 'name1',
    givenNameField: 'name2',
    planField: 'plan',
    fixedValues: '',
    registeredMarker: '登録が完了',
    alreadyMarker: '既に登録',
    provisionalMarker: '仮登録',
    rejectedMarker: 'エラー',
  })
})

it('needs no plan id: products may have theirs', () => {
  expect(messageFor({ planId: '' })).toBeNull()
})

it('reads a plan id typed with wide digits', () => {
  expect(netshoninSettings.parse({ ...complete, planId: ' １０１\n' }).planId).toBe('101')
})

it.each<[Partial<NetshoninSettings>, string]>([
  [{ formUrl: '' }, 'formUrl: ネット商人連携を有効にするには、ネット商人登録用URLを入力してください。'],
  [{ formUrl: 'mycompany.co.jp/np/sesform.php' }, 'formUrl: 「https://」で始まるURL'],
  [{ formUrl: 'ftp://mycompany.co.jp/' }, 'formUrl: 「https://」で始まるURL'],
  [{ formUrl: 'https://user:pass@mycompany.co.jp/' }, 'formUrl: URLにユーザー名やパスワード'],
  [{ emailField: ' ' }, 'emailField: '],
  [{ familyNameField: '' }, 'familyNameField: '],
  [{ givenNameField: '' }, 'givenNameField: '],
  [{ planField: '' }, 'planField: '],
  [{ registeredMarker: '' }, 'registeredMarker: '],
  [{ planField: 'mail' }, 'planField: 項目名が重複'],
  [{ fixedValues: 'sbm=登録\nabc' }, 'fixedValues: 2行目を「項目名=値」'],
  [{ fixedValues: '=登録' }, 'fixedValues: 1行目を「項目名=値」'],
  [{ fixedValues: 'plan=1' }, 'fixedValues: 「plan」は上の項目名と重複'],
])('refuses %j while switched on', (change, words) => {
  expect(messageFor(change)).toContain(words)
})

it('may be unfinished while switched off', () => {
  expect(messageFor({ enabled: false, formUrl: '', emailField: '', registeredMarker: '' })).toBeNull()
})

it('reads fixed values byte for byte behind the first equals sign', () => {
  expect(readFixedValues('cd=文字\r\n\n token =a=b \nempty=')).toEqual([
    ['cd', '文字'],
    ['token', 'a=b '],
    ['empty', ''],
  ])
})

describe('the address of the form', () => {
  const trusted = new Set(['127.0.0.1:3900', 'intra.example'])
  it.each([
    ['https://mycompany.co.jp/np/sesform.php', null],
    ['https://93.184.216.34/form', null],
    ['http://127.0.0.1:3900/np/sesform.php', null],
    ['http://intra.example/form', null],
    ['http://mycompany.co.jp/np/sesform.php', '「http://」のURLは使えません'],
    ['http://127.0.0.1:3901/', '「http://」のURLは使えません'],
    ['https://127.0.0.1/', '社内のネットワーク'],
    ['https://2130706433/', '社内のネットワーク'],
    ['https://[::1]/', '社内のネットワーク'],
    ['https://[::ffff:10.0.0.1]/', '社内のネットワーク'],
    ['https://192.168.0.10/np/', '社内のネットワーク'],
    ['https://localhost/', '社内のネットワーク'],
    ['https://localhost./', '社内のネットワーク'],
    ['sesform.php', '「https://」で始まるURL'],
  ])('%s', (url, words) => {
    const reason = checkFormUrl(url, trusted)
    if (words === null) expect(reason).toBeNull()
    else expect(reason).toContain(words)
  })
})

it('draws every field exactly once', () => {
  const drawn = form.items.flatMap((item) => (item.kind === 'details' ? item.items : [item]))
  const fields = drawn.flatMap((item) => (item.kind === 'field' ? [item.field] : []))
  expect(fields.toSorted()).toEqual(Object.keys(netshoninDefinition.defaults).toSorted())
})
