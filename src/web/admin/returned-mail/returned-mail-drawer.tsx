import { Stack, Text, Title } from '@mantine/core'
import type { ReturnedMailDetail } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import { EntryDrawer } from '../ui/entry-drawer.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { SettleForm } from './settle-form.tsx'
import { returnedKinds, returnedSources, returnedStates, settledWords } from './words.ts'

/** One mail that came back, with its text; closed while `id` is undefined. */
export function ReturnedMailDrawer({ id, onClose }: { id: number | undefined; onClose: () => void }) {
  const path = id === undefined ? undefined : `returned-mail/${id}`
  return (
    <EntryDrawer<ReturnedMailDetail> title="戻ってきたメールの内容" path={path} onClose={onClose}>
      {(mail) => (
        <Stack gap="lg">
          <ReturnedFacts mail={mail} />
          <ReturnedText text={mail.text} />
          {mail.state === 'open' && <SettleForm key={mail.id} mail={mail} />}
        </Stack>
      )}
    </EntryDrawer>
  )
}

function ReturnedFacts({ mail }: { mail: ReturnedMailDetail }) {
  const time = useShopTime()
  const { letterId, letterSubject, customerId, settledAs, settledAt, settledBy } = mail
  return (
    <Facts
      facts={[
        ['受信日時', digits(time(mail.reportedAt))],
        ['種類', returnedKinds[mail.kind]],
        ['結果', <Chip key="state" {...returnedStates[mail.state]} />],
        ['確認した結果', settledAs && settledWords[settledAs]],
        ['確認', settledAt && `${time(settledAt)} ${settledBy ?? ''}`],
        ['宛先', mail.recipient],
        ['理由', mail.cause],
        ['サーバーの応答', mail.diagnostic || null],
        [
          'もとのメール',
          letterId && (
            <TextLink to="/letters" search={{ open: letterId }} size="sm">
              {letterSubject || '送信箱で見る'}
            </TextLink>
          ),
        ],
        [
          'お客様',
          customerId && (
            <TextLink to="/customers/$id" params={{ id: customerId }} size="sm">
              顧客を見る
            </TextLink>
          ),
        ],
        ['報告元', mail.reporter || null],
        ['差出人', mail.sender],
        ['件名', mail.subject],
        ['届け元', returnedSources[mail.source]],
      ]}
    />
  )
}

/** It scrolls, so it takes the focus: the keyboard must reach its end, too. */
function ReturnedText({ text }: { text: string | null }) {
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        届いた内容
      </Title>
      {text === null ? (
        <Text size="sm" className="soft">
          受信から90日が過ぎたため、内容は削除されました。
        </Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className="letter-text returned-text" tabIndex={0} aria-label="届いた内容">
          {text}
        </section>
      )}
    </section>
  )
}
