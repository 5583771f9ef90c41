import { migrate as migrateDatabase } from '../platform/migrations.ts'
import { type Command, say } from './command.ts'
import { onErrand } from './errand.ts'

export const migrate: Command = {
  name: 'migrate',
  summary: 'データベースを最新の形にします(start は自動で行います)',
  help: 'npx luxliner migrate\n\ndb/migrations のうち、まだ実行していないものを順に実行します。同時に何度実行しても安全です。',
  run: () =>
    onErrand(async ({ db }) => {
      const done = await migrateDatabase(db)
      say(done.length === 0 ? 'データベースは最新です。' : `実行しました: ${done.join(', ')}`)
      return 0
    }),
}
