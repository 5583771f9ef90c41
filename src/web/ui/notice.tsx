import type { ReactNode } from 'react'

/** A page that says one thing and shows the way on. */
export function Notice({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: { href: string; text: string }
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
