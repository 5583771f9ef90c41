import { type Command, say } from './command.ts'
import { mailIngest } from './mail-ingest.ts'

const USAGE = '使い方: npx luxliner mail ingest [--explain] < メール'

export const mail: Command = {
  name: 'mail',
  summary: '届いたメールを読みます(mail ingest)',
  help: `${USAGE}\n\n標準入力からメールを1通読みます。\n--explain を付けると、不達や迷惑メール報告としてどう読み取れるかをJSONで表示します。何も変更せず、データベースも使いません。`,
  async run(args) {
    const [what, ...rest] = args
    if (what !== 'ingest') {
      say(USAGE)
      return 2
    }
    return mailIngest(rest)
  },
}
