import type { ReactNode } from 'react'
import type { MailStop } from '../../mail/index.ts'

/** Asks for a new address where mail to the present one does not arrive; nothing is lost, so nothing is threatened. */
export function AddressNotice({ email, mailStops }: { email: string; mailStops: readonly MailStop[] }): ReactNode {
  if (!mailStops.some(({ cause }) => cause === 'undeliverable')) return null
  return (
    <section className="card" aria-labelledby="address-notice">
      <h2 id="address-notice">ご登録のメールアドレスにメールが届いていません</h2>
      <p>{email} へお送りしたメールが届かず、戻ってきました。お手数ですが、新しいメールアドレスをご登録ください。</p>
      <p>アドレスに変わりがない場合は、受信できる状態かをご確認のうえ、お店までお知らせください。</p>
      <p>会員ページは、これまでどおりご利用いただけます。</p>
      <p>
        <a href="/mypage/profile#email">メールアドレスを変更する</a>
      </p>
    </section>
  )
}

/** Whether the customer reported a letter: the tick for news is then shown empty, so that setting it asks for them again. */
export function isComplained(mailStops: readonly MailStop[]): boolean {
  return mailStops.some(({ cause }) => cause === 'complained')
}

/** Beside the tick for news, after a letter was reported as spam. */
export function NewsStopped({ mailStops }: { mailStops: readonly MailStop[] }): ReactNode {
  if (!isComplained(mailStops)) return null
  return (
    <p className="fine">
      現在、ご案内のメールをお送りしていません。ふたたびお受け取りになる場合は、上にチェックを入れて変更してください。お支払いなどの大切なメールは、これまでどおりお送りします。
    </p>
  )
}
