import { Stack, Title } from '@mantine/core'
import type { DeliveryDetail } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import { EntryDrawer } from '../ui/entry-drawer.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { OutsideLink, TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { outcomeColours } from '../ui/words.ts'
import { AttemptLog } from './attempt-log.tsx'

/** One delivery with every attempt; closed while `id` is undefined. */
export function DeliveryDrawer({ id, onClose }: { id: number | undefined; onClose: () => void }) {
  const path = id === undefined ? undefined : `deliveries/${id}`
  return (
    <EntryDrawer<DeliveryDetail> title="お知らせの記録" path={path} onClose={onClose}>
      {(delivery) => (
        <Stack gap="lg">
          <DeliveryFacts delivery={delivery} />
          <section>
            <Title order={3} size="h5" mb="xs">
              送信の記録
            </Title>
            <AttemptLog attempts={delivery.attemptLog} />
          </section>
        </Stack>
      )}
    </EntryDrawer>
  )
}

function DeliveryFacts({ delivery }: { delivery: DeliveryDetail }) {
  const time = useShopTime()
  return (
    <Facts
      facts={[
        ['イベント', delivery.event.label],
        ['内容', delivery.event.summary],
        ['発生日時', digits(time(delivery.event.occurredAt))],
        ['連携先', delivery.channel],
        ['宛先', delivery.destination],
        ['結果', <Chip key="outcome" label={delivery.outcomeLabel} colour={outcomeColours[delivery.outcome]} />],
        ['理由', delivery.reason],
        ['送った理由', delivery.cause],
        ['次の送信', delivery.nextTryAt && digits(time(delivery.nextTryAt))],
        ['完了', delivery.finishedAt && digits(time(delivery.finishedAt))],
        ['相手側の番号', delivery.remoteId && <Remote id={delivery.remoteId} url={delivery.remoteUrl} />],
        [
          '申し込み',
          delivery.applicationId && (
            <TextLink to="/applications/$id" params={{ id: delivery.applicationId }} size="sm">
              申し込みを見る
            </TextLink>
          ),
        ],
      ]}
    />
  )
}

function Remote({ id, url }: { id: string; url: string | null }) {
  return url ? <OutsideLink href={url}>{id}</OutsideLink> : <span className="digits">{id}</span>
}
