import { createLog } from '../platform/log.ts'
import { readSecretKey } from '../platform/secret-key.ts'
import { createSecrets } from '../platform/secrets.ts'
import { createSettingsStore } from '../platform/settings.ts'
import { createOwner, createStaffAuth, type NewOwner, PASSWORD_MIN } from '../staff/index.ts'
import { firstStart } from '../web/api/index.ts'
import { say } from './command.ts'
import { onErrand } from './errand.ts'

const refusals = {
  owner_exists: '管理者はすでに登録されています。',
  link_unusable: 'この登録リンクは使えません。',
  password_length: `パスワードは${PASSWORD_MIN}文字以上にしてください。`,
} as const

/** Makes the first account of the staff; the exit code. */
export function makeOwner(wanted: NewOwner): Promise<number> {
  return onErrand(async ({ db, pool, config }) => {
    const secrets = createSecrets(await readSecretKey(config.dataDir, config.secretKey))
    const auth = createStaffAuth({ pool, secrets, baseUrl: config.baseUrl, log: createLog('silent') })
    const created = await createOwner(
      { db, auth, doorbell: { ring: () => {} }, onCreated: firstStart(createSettingsStore(secrets), null) },
      wanted,
      null,
    )
    say(created.kind === 'created' ? `管理者を登録しました: ${created.owner.email}` : refusals[created.code])
    return created.kind === 'created' ? 0 : 1
  })
}
