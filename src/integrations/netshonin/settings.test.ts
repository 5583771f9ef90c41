import { describe, expect, it } from 'vitest'
import { entry } from '../../../tests/support/scripted-form.ts'
import { checkFormUrl } from './form-url.ts'
import { form, type NetshoninSettings, netshoninDefinition, netshoninSettings } from './settings.ts'

const complete: NetshoninSettings = {
  ...netshoninDefinition.defaults,
  enabled: true,
  formUrl: 'https://mycompany.co.jp/np/sesform.php',
  planId: '101',
  entries: [entry('plan', 'plan'), entry('mail', 'email')],
}

function messageFor(change: Partial<NetshoninSettings>): string | null {
  const parsed = netshoninSettings.safeParse({ ...complete, ...change })
  return parsed.success ? null : parsed.error.issues.map(({ path, message }) => `${path}: ${message}`).join('\n')
}

it('has defaults that are valid and off, and knows no form', () => {
  const { defaults } = netshoninDefinition
  expect(netshoninSettings.parse(defaults)).toEqual(defaults)
  expect(defaults).toMatchObject({ enabled: false, formUrl: '', planId: '', entries: [], provisionalMeans: 'by_hand' })
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
  [{ pageUrl: 'form.html' }, 'pageUrl: 「https://」で始まるURL'],
  [{ registeredMarker: ' \n' }, 'registeredMarker: '],
  [{ entries: [entry('mail', 'email')] }, 'entries: 「プランID」を送る項目'],
  [{ entries: [entry('plan', 'plan')] }, 'entries: 「メールアドレス」を送る項目'],
  [{ entries: [...complete.entries, entry('pref', 'ask')] }, 'entries: 「pref」に送る値'],
  [{ entries: [...complete.entries, { ...entry('k', 'fullKana'), required: true }] }, 'entries: 「k」に送る値'],
  [{ entries: [...complete.entries, entry('m', 'email')] }, 'entries: 「メールアドレス」の項目は1つだけ'],
  [{ entries: [...complete.entries, entry('', 'fixed')] }, 'entries,2,name: 項目名を入力'],
])('refuses %j while switched on', (change, words) => {
  expect(messageFor(change)).toContain(words)
})

it('may be unfinished while switched off', () => {
  expect(messageFor({ enabled: false, formUrl: '', entries: [entry('pref', 'ask')], registeredMarker: '' })).toBeNull()
})

it('takes the list from the address where the form has no field for it', () => {
  expect(messageFor({ formUrl: 'https://a.example/kd.php?no={plan}', entries: [entry('m', 'email')] })).toBeNull()
  expect(messageFor({ entries: [] })).toBeNull()
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
