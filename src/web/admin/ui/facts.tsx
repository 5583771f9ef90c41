import type { ReactNode } from 'react'
import './facts.css'

/** Facts of one thing, each with its name. A fact that is null is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A number or a time among the facts. */
export function digits(text: string): ReactNode {
  return <span className="digits">{text}</span>
}
