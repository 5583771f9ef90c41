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
    ['ご登録いただきまして、誠にありがとうございました。', 'registered'],
    ['ご登録のお手続きはすべて完了いたしました。', 'registered'],
    ['お申込みを受付けました。', 'registered'],
    ['【登録完了】ありがとうございます', 'registered'],
    ['1 入力 2 確認 3 登録完了 登録が完了しました。配信停止はメール内のURLをクリックしてください。', 'registered'],
    ['すでにご購読いただいております。', 'already'],
    ['登録済みのアドレスです', 'already'],
    ['メール内のURLをクリックして登録を完了してください。', 'provisional'],
    ['ご登録ありがとうございます。登録を完了するために、メールのURLをクリックしてください。', 'provisional'],
    ['ご登録のアドレスに本登録用のURLをお送りしました。', 'provisional'],
    ['お名前が未入力です。', 'rejected'],
    ['ERROR: invalid address', 'rejected'],
    ['STEP1 入力 STEP2 確認 STEP3 登録完了', 'unclear'],
    ['入力 > 確認 > 登録完了', 'unclear'],
    ['登録完了まであと少しです。', 'unclear'],
    ['登録完了メールが届きます。', 'unclear'],
    ['登録が完了した時点で、プレゼントをお送りします。', 'unclear'],
    ['登録が完了しなかった可能性があります。', 'unclear'],
    ['登録を受け付けましたら、折り返しご連絡します。', 'unclear'],
    ['「登録が完了しました」と表示されるまでお待ちください。', 'unclear'],
    ['登録が完了しましたか?', 'unclear'],
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
