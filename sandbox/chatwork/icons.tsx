import { renderToStaticMarkup } from 'react-dom/server'
import { accountById, type ChatworkAccount } from './accounts.ts'
import type { Chatwork } from './rooms.ts'

export type Icon = { glyph: string; colour: string }

/** A person's first character on their colour. */
export function iconOfAccount(account: ChatworkAccount): Icon {
  return { glyph: account.name.slice(0, 1), colour: account.colour }
}

/** The picture behind `icon_path` (`room-….svg`) and `avatar_image_url` (`account-….svg`), or null. */
export function iconFor(chatwork: Chatwork, name: string): string | null {
  const [, kind, id] = /^(room|account)-(\d+)\.svg$/.exec(name) ?? []
  if (kind === 'room') {
    const icon = chatwork.rooms.get(Number(id))?.icon
    return icon ? drawn(icon) : null
  }
  const account = accountById(Number(id))
  return account ? drawn(iconOfAccount(account)) : null
}

function drawn({ glyph, colour }: Icon): string {
  return renderToStaticMarkup(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" role="img" aria-label={glyph}>
      <rect width="40" height="40" rx="10" fill={colour} />
      <text
        x="20"
        y="27"
        textAnchor="middle"
        fontSize="19"
        fontWeight="700"
        fill="#fff"
        fontFamily="'Noto Sans JP', sans-serif"
      >
        {glyph}
      </text>
    </svg>,
  )
}
