import type { ReactNode } from 'react'
import { Notice } from '../ui/index.ts'

/** The outcome is being found out; the page looks again by itself. */
export function WaitingPage({ number }: { number: string }): ReactNode {
  return (
    <section className="card waiting" aria-live="polite">
      <h1>決済の結果を確認しています…</h1>
      <p>
        決済会社からの応答を待っています。二重に決済されることはありませんので、このままお待ちください。この画面は自動で更新されます。
      </p>
      <p>画面を閉じても、確認は続きます。結果はメールでもお知らせします。</p>
      <p className="fine">申込番号 {number}</p>
    </section>
  )
}

/** The cardholder is sent on to confirm at the gateway. */
export function ActionPage({ url }: { url: string }): ReactNode {
  return (
    <Notice title="カード会社の本人認証へ進みます" action={{ href: url, text: '本人認証へ進む' }}>
      <p>自動で切り替わらない場合は、下のボタンを押してください。本人認証が終わると、お申し込みが完了します。</p>
    </Notice>
  )
}

/** The form was opened again after its application was accepted. */
export function AlreadyDonePage({
  number,
  slug,
  formToken,
}: {
  number: string
  slug: string
  formToken: string
}): ReactNode {
  return (
    <Notice
      title="お申し込みは完了しています"
      action={{ href: `/apply/thanks/${number}`, text: 'お申し込み内容を見る' }}
      after={
        <form method="post" action={`/apply/${slug}/again`}>
          <input type="hidden" name="formToken" value={formToken} />
          <p>
            別のお申し込みとして、あらためて申し込むこともできます。
            <button type="submit" className="link">
              もう1件申し込む
            </button>
          </p>
        </form>
      }
    >
      <p>
        この商品のお申し込みは、申込番号 <span className="nowrap">{number}</span>{' '}
        で承っています。もう一度決済されることはありません。
      </p>
    </Notice>
  )
}

/** The form was opened again while the cardholder's confirmation at the gateway is still missing. */
export function UnfinishedPage(props: { submissionKey: string; slug: string; formToken: string }): ReactNode {
  const href = `/apply/return/${props.submissionKey}`
  return (
    <Notice title="本人認証が完了していません" action={{ href, text: '本人認証を続ける' }}>
      <p>前回のお申し込みは、カード会社の本人認証が終わると完了します。まだ代金は発生していません。</p>
      <form method="post" action={`/apply/${props.slug}/again`}>
        <input type="hidden" name="formToken" value={props.formToken} />
        <p>
          カードを変更する場合などは、
          <button type="submit" className="link">
            はじめから申し込み直す
          </button>
          こともできます。
        </p>
      </form>
    </Notice>
  )
}
