import { Badge, Divider, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { overviewQuery } from '../queries.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { MenuLink } from '../ui/links.tsx'

type Badged = 'returnedMail' | 'manualRegistrations' | 'attention'

interface Entry {
  to: string
  label: string
  icon: IconName
  /** Whose number of open entries stands beside it. */
  badge?: Badged
}

const daily: readonly Entry[] = [
  { to: '/', label: 'ダッシュボード', icon: 'dashboard' },
  { to: '/applications', label: '申し込み', icon: 'applications' },
  { to: '/customers', label: '顧客', icon: 'customers' },
  { to: '/contracts', label: '契約', icon: 'contracts' },
  { to: '/payments', label: '決済', icon: 'payments' },
  { to: '/transfers', label: '入金確認', icon: 'transfers' },
  { to: '/products', label: '商品', icon: 'products' },
]
const news: readonly Entry[] = [
  { to: '/deliveries', label: '連携ログ', icon: 'deliveries' },
  { to: '/letters', label: '送信箱', icon: 'letters' },
  { to: '/returned-mail', label: '戻ってきたメール', icon: 'returned', badge: 'returnedMail' },
  { to: '/manual-registrations', label: '手動登録が必要', icon: 'byHand', badge: 'manualRegistrations' },
  { to: '/attention', label: '要対応', icon: 'attention', badge: 'attention' },
]
const settings: readonly Omit<Entry, 'icon'>[] = [
  { to: '/settings/site', label: 'サイト' },
  { to: '/settings/integrations', label: '外部連携' },
  { to: '/settings/mail', label: 'メール送信' },
  { to: '/settings/letters', label: 'お客様へのメール' },
  { to: '/settings/payments', label: '決済' },
  { to: '/settings/api-keys', label: 'APIキー' },
]

/** The menu at the left. `onChoose` closes it on a phone. */
export function Menu({ onChoose }: { onChoose: () => void }) {
  return (
    <Stack gap={2} component="nav" aria-label="メニュー">
      {daily.map((entry) => (
        <MenuEntry key={entry.to} entry={entry} onChoose={onChoose} />
      ))}
      <Divider my={8} />
      {news.map((entry) => (
        <MenuEntry key={entry.to} entry={entry} onChoose={onChoose} />
      ))}
      <Divider my={8} />
      <Text size="xs" className="soft" fw={500} px="sm" py={4}>
        設定
      </Text>
      {settings.map((entry) => (
        <MenuEntry key={entry.to} entry={entry} onChoose={onChoose} />
      ))}
    </Stack>
  )
}

function MenuEntry({ entry, onChoose }: { entry: Omit<Entry, 'icon'> & { icon?: IconName }; onChoose: () => void }) {
  return (
    <MenuLink
      to={entry.to}
      activeOptions={{ exact: entry.to === '/', includeSearch: false }}
      activeProps={{ active: true, 'aria-current': 'page' }}
      label={entry.label}
      leftSection={entry.icon ? <Icon name={entry.icon} /> : <span style={{ width: 18 }} />}
      {...(entry.badge ? { rightSection: <OpenEntries of={entry.badge} /> } : {})}
      onClick={onChoose}
      styles={{ root: { borderRadius: 6, paddingBlock: 7 }, label: { fontSize: '0.875rem', fontWeight: 500 } }}
    />
  )
}

function OpenEntries({ of }: { of: Badged }) {
  const open = useQuery(overviewQuery).data?.[of] ?? 0
  if (open === 0) return null
  return (
    <Badge variant="filled" color="red.9" size="sm" radius="xl" miw={24} aria-label={`未対応 ${open}件`}>
      {open > 99 ? '99+' : open}
    </Badge>
  )
}
