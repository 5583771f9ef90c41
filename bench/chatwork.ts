import { sql } from 'kysely'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { administratorAddresses, adminMail, adminMailDefinition } from '../src/integrations/admin-mail/index.ts'
import { chatwork, chatworkDefinition } from '../src/integrations/chatwork/index.ts'
import { asConnector } from '../src/integrations/connector.ts'
import { transact } from '../src/platform/database.ts'
import { createSmtp } from '../src/platform/smtp.ts'
import type { Bench } from './bench.ts'
import type { BenchDatabase } from './database.ts'
import { appendBacklog } from './drain.ts'
import type { Figure } from './figures.ts'
import { until } from './measure.ts'
import { openTelling, type Telling } from './telling.ts'

const ROOM = 421_500_011
const ACCOUNT = 5_210_001
const TOKEN = 'sandbox-chatwork-token'
const OWNER = 'owner@shop.example'
/** A post waits at most 5 minutes; the mails that stand in for the rest are gone soon after. */
const LONGEST_S = 420

/** How a burst of news ended. */
interface Burst {
  inChat: number
  byMail: number
  /** Seconds until the last message stood in the room, and until nothing was left to tell. */
  lastInChat: number
  all: number
}

/** Many events at once for one room, within Chatwork's own limits; both bursts at the same time, each in its own world. */
export async function measureChatwork(bench: Bench): Promise<Figure[]> {
  bench.say('Chatwork: 300件と1,000件を1つのルームに一度に送っています(約5分)…')
  const [few, many] = await Promise.all([burst(bench, 300), burst(bench, 1_000)])
  const line = (key: string, label: string, value: number, unit: string, beside?: Figure['beside']): Figure => ({
    part: 'chatwork',
    key,
    label: `Chatwork ${label}`,
    value,
    unit,
    ...(beside ? { beside } : {}),
  })
  // 30 times 10 posts, and a window of 10 seconds between each and the next.
  const fastest = { label: 'ルームの制限 (10秒に10件) どおり', value: 290 }
  return [
    line('burst_300_last_in_chat', '300件 最後の投稿まで', few.lastInChat, '秒', fastest),
    line('burst_300_in_chat', '300件 チャットに届いた数', few.inChat, '件', { label: '全体', value: 300 }),
    line('burst_300_by_mail', '300件 メールに回った数', few.byMail, '件'),
    line('burst_1000_in_chat', '1,000件 チャットに届いた数', many.inChat, '件', { label: '全体', value: 1_000 }),
    line('burst_1000_by_mail', '1,000件 メールに回った数', many.byMail, '件', { label: '全体', value: 1_000 }),
    line('burst_1000_last_in_chat', '1,000件 最後の投稿まで', many.lastInChat, '秒', fastest),
    line('burst_1000_all', '1,000件 すべて終わるまで', many.all, '秒'),
  ]
}

async function burst(bench: Bench, count: number): Promise<Burst> {
  const sandbox = await startSandbox({ port: 0 })
  const closeSandbox = bench.cleanup.defer(() => sandbox.close())
  const database = await bench.newDatabase(`chatwork_${count}`)
  const telling = openShop(bench, database, sandbox)
  await saveSettings(telling)
  await appendBacklog(database.db, count)
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1_000
  telling.start()
  const inChat = () =>
    (sandbox.world.chatwork.rooms.get(ROOM)?.messages ?? []).filter(({ accountId }) => accountId === ACCOUNT).length
  let seen = 0
  let lastInChat = 0
  const byMail = await until(`${count} events told`, LONGEST_S, 50, async () => {
    if (inChat() > seen) {
      seen = inChat()
      lastInChat = seconds()
    }
    const mails = sandbox.world.mailbox.letters.length
    return seen + mails >= count ? mails : null
  })
  const all = seconds()
  await telling.stop()
  await sayWhyNotInChat(bench, database, count)
  await closeSandbox()
  return { inChat: seen, byMail, lastInChat, all }
}

/** What came by mail is no fault as long as its reason is the limit: the reasons go to standard error. */
async function sayWhyNotInChat({ say }: Bench, { db }: BenchDatabase, count: number): Promise<void> {
  const reasons = await sql<{ reason: string | null; posts: number }>`
    select reason, count(*)::int as posts from posts
    where connector = 'chatwork' and state <> 'delivered' group by reason order by 2 desc`.execute(db)
  for (const { reason, posts } of reasons.rows) say(`Chatwork ${count}件のうちメールへ ${posts}件: ${reason ?? '-'}`)
}

/** Chatwork and the administrators' mail, as in the program. */
function openShop({ cleanup }: Bench, database: BenchDatabase, sandbox: Sandbox): Telling {
  const smtp = createSmtp()
  cleanup.defer(async () => smtp.close())
  const server = { ...sandbox.smtp, security: 'plain', user: '', password: '' } as const
  const mail = asConnector(adminMail({ messageIdHost: 'shop.example' }))
  return openTelling(database, cleanup, {
    connectors: [asConnector(chatwork({ apiBase: `${sandbox.url}/chatwork/v2` })), mail],
    trusted: [sandbox.url],
    lastResort: { connector: mail, recipients: administratorAddresses },
    mailer: {
      isConfigured: async () => true,
      send: (letter) => smtp.send(server, { ...letter, from: { name: '計測の店', address: 'shop@shop.example' } }),
    },
  })
}

/** 通知メールの停止 is on: whatever comes by mail stands in for a post. One administrator: one mail an event. */
async function saveSettings({ context, doorbell }: Telling): Promise<void> {
  const { settings } = context
  await transact(context.db, doorbell, async (tx) => {
    await settings.readForSave(tx, adminMailDefinition)
    await settings.write(tx, adminMailDefinition, { recipients: [OWNER] }, 'bench')
    const { value } = await settings.readForSave(tx, chatworkDefinition)
    const wanted = {
      ...value,
      enabled: true,
      quietMail: true,
      apiToken: TOKEN,
      accountId: String(ACCOUNT),
      applicationRoomId: String(ROOM),
    }
    await settings.write(tx, chatworkDefinition, wanted, 'bench')
  })
}
