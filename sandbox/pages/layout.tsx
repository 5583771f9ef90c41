import { createElement, Fragment, type ReactNode } from 'react'
import type { FaultService } from '../faults.ts'
import type { World } from '../world.ts'
import { renderDocument } from './document.tsx'
import { serviceName, servicePage, servicesWithPage } from './words.ts'

type PageOptions = {
  world: World
  /** The service the page shows; null for the overview. */
  service: FaultService | null
  /** The address of a page that shows no such service. */
  place?: '/bank'
  title: string
  children: ReactNode
  /** The page fills the window and scrolls inside, as a chat or a mail box does. */
  fills?: boolean
}

/** A page of the sandbox with its navigation. It renews its `data-region` parts when its service has news. */
export function renderPage({ world, service, place, title, children, fills = false }: PageOptions): string {
  const body = (
    <div className={fills ? 'frame fills' : 'frame'}>
      <header className="top">
        <a className="home" href="/">
          <span className="home-mark" aria-hidden="true" />
          外の世界<small>サンドボックス</small>
        </a>
        <nav className="places" data-region="nav">
          {servicesWithPage.map((name) => (
            <a
              key={name}
              className="place"
              href={servicePage[name]}
              aria-current={name === service ? 'page' : undefined}
            >
              {serviceName[name]}
              {world.faults[name].mode !== 'none' && <span className="alarm" title="障害を起こしています" />}
            </a>
          ))}
          <a className="place" href="/bank" aria-current={place === '/bank' ? 'page' : undefined}>
            銀行
          </a>
        </nav>
      </header>
      <main>{children}</main>
    </div>
  )
  return renderDocument({ title, body, live: service ?? '*' })
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>
}

/** Text as it was written, with its addresses made clickable. */
export function Linked({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"'「」()、。]+)/)
  return createElement(Fragment, null, ...parts.map((part, index) => (index % 2 === 1 ? link(part) : part)))
}

function link(address: string) {
  return (
    <a href={address} target="_blank" rel="noreferrer noopener">
      {address}
    </a>
  )
}

/** The letter's own styles come later and win; without this a machine with no Japanese font shows boxes. */
const foreignHead =
  '<base target="_blank"><link rel="stylesheet" href="/fonts/400.css"><style>body{font-family:"Noto Sans JP",sans-serif;line-height:1.65}</style>'

/** A letter or comment written in HTML: no script, no form, no access to this page. */
export function ForeignHtml({ html, title }: { html: string; title: string }) {
  return <iframe className="foreign" sandbox="allow-popups" srcDoc={`${foreignHead}${html}`} title={title} />
}
