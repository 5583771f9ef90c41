import { text } from 'node:stream/consumers'
import { createLog } from '../platform/log.ts'
import { readSecretKey } from '../platform/secret-key.ts'
import { createSecrets } from '../platform/secrets.ts'
import { createSettingsStore } from '../platform/settings.ts'
import { createOwner, createStaffAuth, PASSWORD_MIN } from '../staff/index.ts'
import { firstStart } from '../web/api/index.ts'
import { type Command, say } from './command.ts'
import { onErrand } from './errand.ts'
import { options } from './options.ts'

const USAGE =
  '使い方: echo パスワード | npx luxliner owner create --email メールアドレス [--name お名前] --password-stdin'

const refusals = {
  owner_exists: '管理者はすでに登録されています。',
  link_unusable: 'この登録リンクは使えません。',
  password_length: `パスワードは${PASSWORD_MIN}文字以上にしてください。`,
} as const

export const owner: Command = {
  name: 'owner',
  summary: '最初の管理者を登録します(owner create --email … --password-stdin)',
  help: `${USAGE}\n\n最初の管理者を登録します。パスワードは標準入力から1行で渡します。`,
  async run(args) {
    const given = options(args)
    const email = given.get('email')
    if (args[0] !== 'create' || !email?.includes('@') || !given.has('password-stdin')) {
      say(USAGE)
      return 2
    }
    const password = (await text(process.stdin)).split('\n')[0] ?? ''
    return onErrand(async ({ db, pool, config }) => {
      const secrets = createSecrets(await readSecretKey(config.dataDir, config.secretKey))
      const auth = createStaffAuth({ pool, secrets, baseUrl: config.baseUrl, log: createLog('silent') })
      const created = await createOwner(
        { db, auth, doorbell: { ring: () => {} }, onCreated: firstStart(createSettingsStore(secrets), null) },
        { email, name: given.get('name') || '管理者', password },
        null,
      )
      say(created.kind === 'created' ? `管理者を登録しました: ${created.owner.email}` : refusals[created.code])
      return created.kind === 'created' ? 0 : 1
    })
  },
}
