import { type Command, say } from './command.ts'
import { onErrand } from './errand.ts'
import { options } from './options.ts'

export const apiKey: Command = {
  name: 'api-key',
  summary: 'APIキーを発行します(api-key create --name 名前)',
  help: 'npx luxliner api-key create --name 名前\n\n/api/v1 を外部のプログラムから使うためのキーを発行し、標準出力に1回だけ表示します。',
  async run(args) {
    const name = options(args).get('name')?.trim()
    if (args[0] !== 'create' || !name) {
      say('使い方: npx luxliner api-key create --name 名前')
      return 2
    }
    const { createApiKey } = await import('../staff/index.ts')
    return onErrand(async ({ db }) => {
      const { key } = await createApiKey(db, name)
      process.stdout.write(`${key}\n`)
      say('このキーは再表示できません。安全な場所に保管してください。')
      return 0
    })
  },
}
