import { FaultSwitch } from '../pages/fault-switch.tsx'
import { renderPage } from '../pages/layout.tsx'
import type { World } from '../world.ts'
import { LetterBox, LetterReading, shownLetter } from './letters-view.tsx'
import { ReturnBox, ReturnReading, readReturns } from './returns-view.tsx'

/** What a visitor wants to see: one of the letters, or one of the messages that came back (`box=returns`). */
export type MailQuery = { box?: string; mail?: string; message?: string }

/** `/mail`: what was sent to anybody, or what came back about it, newest first, and one of them opened. */
export async function mailPage(world: World, { box, mail, message }: MailQuery): Promise<string> {
  const shown = box === 'returns' ? await returnsShown(world, message) : lettersShown(world, mail)
  return renderPage({
    world,
    service: 'smtp',
    title: 'メール',
    fills: true,
    children: (
      <div className={shown.chosen ? 'split chosen' : 'split'}>
        <aside className="side wide">
          <div className="side-head">
            <h1>メール</h1>
            <FaultSwitch world={world} service="smtp" />
            <Boxes world={world} current={box === 'returns' ? 'returns' : 'letters'} />
          </div>
          {shown.list}
        </aside>
        {shown.reading}
      </div>
    ),
  })
}

/** Opening a letter reads it. */
function lettersShown(world: World, wanted: string | undefined) {
  const { letter, chosen } = shownLetter(world.mailbox, wanted)
  if (chosen && letter) world.mailbox.read.add(letter.id)
  return {
    chosen,
    list: <LetterBox mailbox={world.mailbox} current={letter} />,
    reading: <LetterReading letter={letter} />,
  }
}

async function returnsShown(world: World, wanted: string | undefined) {
  const read = await readReturns(world.returns, wanted)
  return {
    chosen: read.chosen,
    list: <ReturnBox read={read} late={world.late} />,
    reading: <ReturnReading opened={read.opened} />,
  }
}

function Boxes({ world, current }: { world: World; current: 'letters' | 'returns' }) {
  const boxes = [
    { box: 'letters', href: '/mail', name: '届いたメール', count: world.mailbox.letters.length },
    { box: 'returns', href: '/mail?box=returns', name: '戻ってきたメール', count: world.returns.messages.length },
  ]
  return (
    <nav className="boxes" aria-label="メールの箱" data-region="boxes">
      {boxes.map(({ box, href, name, count }) => (
        <a key={box} href={href} aria-current={box === current ? 'page' : undefined}>
          {name}
          <span className="box-count">{count.toLocaleString('ja-JP')}</span>
        </a>
      ))}
    </nav>
  )
}
