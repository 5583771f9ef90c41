import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { CustomerDetail, MailStop } from '../../api/schemas.ts'
import { TextLink } from '../ui/links.tsx'
import { Notice } from '../ui/notice.tsx'
import { useShopTime } from '../ui/shop.ts'
import { LiftMailStop } from './lift-mail-stop.tsx'

/** Why letters to this customer that need not be sent stop, what goes on, and a way to let them go again. */
export function MailStops({ customer }: { customer: CustomerDetail }) {
  return customer.mailStops.map((stop) => <StopNotice key={stop.cause} customer={customer} stop={stop} />)
}

const causes: Record<MailStop['cause'], { title: string; why: string; words: string; advice: string }> = {
  undeliverable: {
    title: 'メールが届かないため、ご案内メールを止めています',
    why: 'このお客様のアドレスにメールが届かなかったため',
    words: '届かなかった理由',
    advice:
      '正しいアドレスがわかったら、「編集」でメールアドレスを訂正してください。ご案内メールも、自動で再び送られるようになります。',
  },
  complained: {
    title: '迷惑メール報告のため、ご案内メールを止めています',
    why: 'お客様がメールを迷惑メールとして報告されたため',
    words: '報告元',
    advice: 'お客様から改めてご希望があった場合にだけ、再び送れるようにしてください。',
  },
}

function StopNotice({ customer, stop }: { customer: CustomerDetail; stop: MailStop }) {
  const [asking, dialog] = useDisclosure(false)
  const time = useShopTime()
  const { title, why, words, advice } = causes[stop.cause]
  return (
    <Notice tone="warning" title={title}>
      <div>
        {why}、<span className="digits">{time(stop.since)}</span>{' '}
        から、ご案内メール(カードの有効期限やお振り込み期日のお知らせなど)を止めています。お申し込みやお支払い、ログインなどの大切なメールは、これまでどおり送られます。
      </div>
      <div>{advice}</div>
      {stop.words !== '' && (
        <Text size="xs" className="soft">
          {words}: {stop.words}
        </Text>
      )}
      {stop.letterId !== null && (
        <div>
          <TextLink to="/letters" search={{ open: stop.letterId }} size="sm">
            もとのメールを見る
          </TextLink>
        </div>
      )}
      {customer.state !== 'withdrawn' && (
        <div>
          <Button size="xs" variant="default" onClick={dialog.open}>
            再び送れるようにする
          </Button>
        </div>
      )}
      {asking && <LiftMailStop customer={customer} stop={stop} close={dialog.close} />}
    </Notice>
  )
}
