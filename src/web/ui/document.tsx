import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { assetUrls } from './assets.ts'

/** A whole public page. */
export interface PageContent {
  shopName: string
  /** '' when there is none. */
  legalUrl: string
  /** '' when there is none. */
  privacyUrl: string
  title: string
  body: ReactNode
  /** Staff see this page in メンテナンスモード; visitors do not. */
  seenThrough: boolean
  /** Scripts of the page, in order; each is deferred. */
  scripts?: readonly string[]
  /** Opens the address (or this page again) by itself after so many seconds. */
  refresh?: { seconds: number; url?: string }
}

/** The page as HTML, with the shop's name on top. */
export function renderDocument({
  shopName,
  legalUrl,
  privacyUrl,
  title,
  body,
  seenThrough,
  scripts,
  refresh,
}: PageContent): string {
  const markup = renderToStaticMarkup(
    <html lang="ja">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        {refresh && <meta httpEquiv="refresh" content={refreshContent(refresh)} />}
        <title>{`${title} | ${shopName}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/fonts/400.css" />
        <link rel="stylesheet" href="/assets/fonts/700.css" />
        <link rel="stylesheet" href={assetUrls.style} />
        {scripts?.map((src) => (
          <script key={src} src={src} defer />
        ))}
      </head>
      <body>
        {seenThrough && <SeenThrough />}
        <header className="shop">
          <p className="shop-name">{shopName}</p>
        </header>
        <main>{body}</main>
        <footer className="foot">
          {legalUrl !== '' && <a href={legalUrl}>特定商取引法に基づく表記</a>}
          {privacyUrl !== '' && <a href={privacyUrl}>プライバシーポリシー</a>}
          <small>{shopName}</small>
        </footer>
      </body>
    </html>,
  )
  return `<!DOCTYPE html>${markup}`
}

function SeenThrough(): ReactNode {
  return (
    <p className="seen-through" role="status">
      メンテナンスモード中です。このページは、ログイン中のスタッフにだけ表示されています。{' '}
      <a href="/admin/settings/site#maintenance">メンテナンスモードの設定</a>
    </p>
  )
}

function refreshContent({ seconds, url }: { seconds: number; url?: string }): string {
  return url === undefined ? `${seconds}` : `${seconds};url=${url}`
}
