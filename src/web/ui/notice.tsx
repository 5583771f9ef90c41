import type { ReactNode } from 'react'

/** A page that says one thing and shows the way on. */
export function Notice({
  title,
  children,
  action,
  after,
}: {
  title: string
  children: ReactNode
  action?: { href: string; text: string }
  /** What stands below the way on: another, less travelled one. */
  after?: ReactNode
}): ReactNode {
  return (
    <section className="card notice">
      <h1>{title}</h1>
      {children}
      {action && (
        <p>
          <a className="button" href={action.href}>
            {action.text}
          </a>
        </p>
      )}
      {after}
    </section>
  )
}

/** How the shop is reached, as a sentence's end; staff may not have set an address. */
export function ContactLine({ contactEmail }: { contactEmail: string }): ReactNode {
  if (contactEmail === '') return <p>ご不明な点は、お店までお問い合わせください。</p>
  return (
    <p>
      ご不明な点は <a href={`mailto:${contactEmail}`}>{contactEmail}</a> までお問い合わせください。
    </p>
  )
}
