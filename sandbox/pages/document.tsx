import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** A whole HTML page around `body`, in the sandbox's style. */
export function renderDocument({ title, body, live }: { title: string; body: ReactNode; live?: string }): string {
  const markup = renderToStaticMarkup(
    <html lang="ja">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} | 外の世界(サンドボックス)`}</title>
        <link rel="icon" href="/sandbox/icon.svg" />
        <link rel="stylesheet" href="/fonts/400.css" />
        <link rel="stylesheet" href="/fonts/700.css" />
        <link rel="stylesheet" href="/sandbox/style.css" />
        <script src="/sandbox/live.js" defer />
      </head>
      <body data-live={live}>{body}</body>
    </html>,
  )
  return `<!DOCTYPE html>${markup}`
}
