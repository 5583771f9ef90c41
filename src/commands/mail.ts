import { type Command, say } from './command.ts'

const USAGE = '使い方: npx luxliner mail ingest [--explain] < メール'

export const mail: Command = {
  name: 'mail',
  summary: '届いたメールを読みます(mail ingest)',
  help: `${USAGE}

標準入力から、戻ってきたメール(不達通知や迷惑メール報告)を1通受け取って保存します。読み取りは、動作中のプログラムが行います。
メールサーバーの転送設定(Postfixの aliases など)から呼び出せます。データディレクトリの持ち主か、DATABASE_URL を使えるユーザーで実行してください。

--explain を付けると、どう読み取れるかをJSONで表示します。何も変更せず、データベースも使いません。

終了コード: 0 保存した(または保存済み)、65 メールが空、75 いまは保存できない(メールサーバーは後でもう一度渡します)`,
  async run(args) {
    const [what, ...rest] = args
    if (what !== 'ingest') {
      say(USAGE)
      return 2
    }
    const { mailIngest } = await import('./mail-ingest.ts')
    return mailIngest(rest)
  },
}
