import { Stack } from '@mantine/core'
import type { LetterDetail } from '../../api/schemas.ts'
import { EntryDrawer } from '../ui/entry-drawer.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { LetterState } from './letter-state.tsx'
import { ResendLetter } from './resend-letter.tsx'

/** One letter with its text; closed while `id` is undefined. */
export function LetterDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <EntryDrawer<LetterDetail> title="メールの内容" path={id && `letters/${id}`} onClose={onClose}>
      {(letter) => <Letter letter={letter} />}
    </EntryDrawer>
  )
}

function Letter({ letter }: { letter: LetterDetail }) {
  const time = useShopTime()
  return (
    <Stack gap="md">
      <Facts
        facts={[
          ['種類', letter.kindLabel],
          ['件名', letter.subject],
          ['宛先', letter.toName ? `${letter.toName} 様 <${letter.toAddress}>` : letter.toAddress],
          ['状態', <LetterState key="state" letter={letter} />],
          ['理由', letter.failure ?? letter.reason],
          ['サーバーの応答', letter.failure && letter.reason],
          ['迷惑メール報告', letter.complainedAt && digits(time(letter.complainedAt))],
          ['メールで送った理由', letter.cause],
          ['再送', letter.resendOf && <Repeated key="repeated" id={letter.resendOf} />],
          ['送信の試行', `${letter.attempts}回`],
          ['作成', digits(time(letter.createdAt))],
          ['次の送信', letter.dueAt && digits(time(letter.dueAt))],
          ['完了', letter.finishedAt && digits(time(letter.finishedAt))],
        ]}
      />
      <ResendLetter key={letter.id} letter={letter} />
      <div className="letter-text">{letter.body}</div>
    </Stack>
  )
}

function Repeated({ id }: { id: string }) {
  return (
    <TextLink to="/letters" search={(now) => ({ ...now, open: id })} size="sm">
      もとのメールを見る
    </TextLink>
  )
}
