import { describe, expect, it } from 'vitest'
import { visibleText } from './page-text.ts'
import { meaningOf } from './result-page.ts'
import { netshoninDefinition } from './settings.ts'

const markers = netshoninDefinition.defaults

describe('what a page says', () => {
  it.each([
    ['ご登録ありがとうございます。登録が完了しました。', 'registered'],
    ['登録 が 完了 しました', 'registered'],
    ['このメールアドレスは既に登録されています。', 'already'],
    ['すでに登録が完了しています。', 'already'],
    ['登録エラー このメールアドレスは既に登録されています。', 'already'],
    ['仮登録が完了しました。メールをご確認ください。', 'provisional'],
    ['エラー: メールアドレスの形式が正しくありません。', 'rejected'],
    ['ｴﾗｰが発生しました', 'rejected'],
    ['登録が完了しました。エラーが発生しました。', 'unclear'],
    ['メールマガジン登録フォーム', 'unclear'],
    ['', 'unclear'],
  ])('%s → %s', (text, meaning) => {
    expect(meaningOf(text, markers)).toBe(meaning)
  })

  it('never matches an empty marker', () => {
    const none = { registeredMarker: '完了', alreadyMarker: '', provisionalMarker: '', rejectedMarker: '' }
    expect(meaningOf('エラー', none)).toBe('unclear')
    expect(meaningOf('完了', none)).toBe('registered')
  })
})

describe('what a visitor sees', () => {
  const see = (html: string, contentType = 'text/html; charset=utf-8') => visibleText(Buffer.from(html), contentType)

  it.each([
    ['<title>題</title><h1>登録</h1><p>完了&amp;感謝</p>', '登録 完了&感謝'],
    ['<p>a<script>"エラー"</script><style>b</style><!-- エラー -->c</p>', 'a c'],
    ['<p hidden>エラー</p><div style="color:red; DISPLAY : none"><b>エラー</b></div>見える', '見える'],
    [
      '<input value="エラー"><textarea>エラー</textarea><select><option>エラー</select><noscript>エラー</noscript>x',
      'x',
    ],
    ['登録が完了', '登録が完了'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(see(html)).toBe(text)
  })

  it('reads a page nested deeper than the call stack', () => {
    expect(see(`${'<b>'.repeat(40_000)}登録`)).toBe('登録')
  })

  const eucJp = Buffer.from([0xc5, 0xd0, 0xcf, 0xbf]) // 登録
  const shiftJis = Buffer.from([0x93, 0x6f, 0x98, 0x5e]) // 登録
  it.each([
    ['the header', eucJp, 'text/html; charset=EUC-JP'],
    ['its own meta', Buffer.concat([Buffer.from('<meta charset="shift_jis">'), shiftJis]), 'text/html'],
    ['nobody', Buffer.from('登録'), ''],
    ['a charset that does not exist', Buffer.from('登録'), 'text/html; charset=x-unknown'],
  ])('in the charset told by %s', (_name, bytes, contentType) => {
    expect(visibleText(bytes, contentType)).toBe('登録')
  })
})
