import { createElement, Fragment, type ReactNode } from 'react'
import { formatInstant, type Shop } from '../../site/index.ts'
import { ContactLine, Notice } from './notice.tsx'

export const MAINTENANCE_TITLE = 'ただいまメンテナンス中です'

const USUAL_TEXT =
  'サービスの点検を行っているため、一時的にページを表示できません。ご不便をおかけしますが、しばらくしてからもう一度お越しください。'

/** A form that met the closed door: where it was to go, and its fields; null where they must not be kept. */
export interface HeldForm {
  action: string
  fields: [name: string, value: string][] | null
}

export interface MaintenancePageProps {
  shop: Shop
  /** '' is the usual text. */
  message: string
  /** Null when nobody said, or when that time is over. */
  resumesAt: Date | null
  held: HeldForm | null
}

/** What visitors see in place of the shop's pages. */
export function MaintenancePage({ shop, message, resumesAt, held }: MaintenancePageProps): ReactNode {
  return (
    <Notice title={MAINTENANCE_TITLE}>
      <p className="as-written">{message === '' ? USUAL_TEXT : message}</p>
      {resumesAt !== null && (
        <p>
          <strong>再開予定: {formatInstant(shop.timeZone, resumesAt)}</strong>
        </p>
      )}
      {held && <Held form={held} />}
      <ContactLine contactEmail={shop.contactEmail} />
    </Notice>
  )
}

/** What was sent stays in this page: nothing of it was written or charged, and the customer goes on from here. */
function Held({ form: { action, fields } }: { form: HeldForm }): ReactNode {
  if (fields === null)
    return <p>送信された内容は受け付けていません。お手数ですが、再開後にもう一度お手続きください。</p>
  return (
    <>
      <p>
        送信された内容はまだ受け付けておらず、この送信で代金が発生することはありません。入力内容はこの画面に残っています。この画面を閉じずにお待ちいただき、再開後に下のボタンから続けてください。
      </p>
      <form method="post" action={action}>
        {createElement(Fragment, null, ...fields.map(hiddenField))}
        <p>
          <button type="submit" className="button">
            手続きを続ける
          </button>
        </p>
      </form>
    </>
  )
}

function hiddenField([name, value]: [string, string]): ReactNode {
  return <input type="hidden" name={name} value={value} />
}
