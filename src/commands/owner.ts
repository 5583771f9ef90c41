import { text } from 'node:stream/consumers'
import { type Command, say } from './command.ts'
import { options } from './options.ts'

const USAGE =
  '使い方: echo パスワード | npx luxliner owner create --email メールアドレス [--name お名前] --password-stdin'

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
    const { makeOwner } = await import('./owner-create.ts')
    return makeOwner({ email, name: given.get('name') || '管理者', password })
  },
}
