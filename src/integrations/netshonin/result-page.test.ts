import { describe, expect, it } from 'vitest'
import { meaningOf } from './result-page.ts'
import { netshoninDefinition } from './settings.ts'
import { visibleText } from './visible-text.ts'

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
    ['登録が完了していません。', 'unclear'],
    ['ボタンを押すと登録が完了します。', 'unclear'],
    ['登録が完了すると、メールが届きます。', 'unclear'],
    ['登録完了後にメールをお送りします。', 'unclear'],
    ['登録を完了できませんでした。', 'unclear'],
    ['既に登録されている方はこちら', 'unclear'],
    ['既に登録されているメールアドレスです。', 'already'],
    ['登録に失敗しました。', 'rejected'],
    ['ご登録ありがとうございました。', 'registered'],
    ['登録済みのメールアドレスです。', 'already'],
    ['登録はまだ完了していません。メール内のURLを開いてください。', 'provisional'],
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
  it.each([
    ['<title>題</title><h1>登録</h1><p>完了&amp;感謝</p>', '登録 完了&感謝'],
    ['<p>a<script>"エラー"</script><style>b</style><!-- エラー -->c</p>', 'ac'],
    ['<p>登録<b>が</b>完了</p><td>しました</td>', '登録が完了 しました'],
    ['<p hidden>エラー</p><div style="color:red; DISPLAY : none"><b>エラー</b></div>見える', '見える'],
    [
      '<input value="エラー"><textarea>エラー</textarea><select><option>エラー</select><noscript>エラー</noscript>x',
      'x',
    ],
    ['登録が完了', '登録が完了'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(visibleText(html)).toBe(text)
  })

  it('reads a page nested deeper than the call stack', () => {
    expect(visibleText(`${'<b>'.repeat(40_000)}登録`)).toBe('登録')
  })
})
