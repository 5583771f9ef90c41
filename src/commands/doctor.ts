import { sql } from 'kysely'
import { readMailboxState } from '../mail/index.ts'
import { isMigrated } from '../platform/migrations.ts'
import { type Command, say } from './command.ts'
import { onErrand } from './errand.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: '動作に必要なものがそろっているかを調べます',
  help: 'npx luxliner doctor\n\nデータベース、溜まっている処理、連携の状態を調べて表示します。問題があれば終了コードは1です。',
  run: () =>
    onErrand(async ({ db, config }) => {
      const version = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
      say(`Node.js: ${process.version}`)
      say(
        `データベース: PostgreSQL ${version.rows[0]?.version}(${config.databaseUrl === null ? '内蔵' : 'DATABASE_URL'})`,
      )
      if (!(await isMigrated(db))) {
        say('× データベースが最新の形ではありません。npx luxliner migrate を実行してください。')
        return 1
      }
      const waiting = await sql<{
        events: number
        posts: number
        letters: number
        returned: number
        old: number
      }>`select
        (select count(*) from events where dispatched_at is null) as events,
        (select count(*) from posts where state in ('waiting', 'sending', 'unsettled')) as posts,
        (select count(*) from letters where state in ('queued', 'sending')) as letters,
        (select count(*) from returned_mail where state = 'received') as returned,
        (select count(*) from events where dispatched_at is null and appended_at < now() - interval '1 minute') as old`.execute(
        db,
      )
      const counts = waiting.rows[0]
      say(
        `待っているもの: イベント ${counts?.events}件、連携 ${counts?.posts}件、メール ${counts?.letters}件、戻ってきたメール ${counts?.returned}件`,
      )
      const broken = await db
        .selectFrom('connections')
        .select(['connector', 'reason'])
        .where('state', '<>', 'ok')
        .execute()
      for (const { connector, reason } of broken) say(`× ${connector}: ${reason}`)
      const mailbox = await readMailboxState(db)
      if (mailbox.reason !== null) say(`× 不達通知のメールボックス: ${mailbox.reason}`)
      const stuck = (counts?.old ?? 0) > 0
      const fine = broken.length === 0 && mailbox.reason === null && !stuck
      if (stuck)
        say('× 1分以上処理されていないイベントがあります。start または worker が動いているか確認してください。')
      if (fine) say('問題は見つかりませんでした。')
      return fine ? 0 : 1
    }),
}
