import { Stack } from '@mantine/core'
import { Panel } from '../ui/panel.tsx'
import { Paragraphs } from './paragraphs.tsx'
import { ToCopy } from './to-copy.tsx'

/** A line of /etc/aliases; the path is the shop's own. */
const ALIAS = 'returns: "|cd /path/to/luxliner && npx luxliner mail ingest"'

/** For the few shops whose own mail server runs beside the program: what comes back need not be fetched then. */
export function PipeHelp() {
  return (
    <Panel>
      <details className="settings-details">
        <summary>メールサーバーから直接渡す(上級者向け)</summary>
        <Stack gap="md" pt="md">
          <Paragraphs
            paragraphs={[
              [
                'ご自身でメールサーバーを運用している場合は、「不達通知を受け取るアドレス」に届いたメールを、届いたその場でLuxlinerに渡せます。',
              ],
            ]}
          />
          <ToCopy
            id="mail-pipe"
            item={{
              title: 'Postfixの例',
              text: ALIAS,
              help: [
                [
                  'アドレスが「returns@」で始まる場合は、/etc/aliasesに次の行を加え、newaliasesを実行してください。「/path/to/luxliner」は、Luxlinerを置いたフォルダーに置き換えます。',
                ],
              ],
            }}
          />
          <Paragraphs
            paragraphs={[
              [
                'コマンドは、Luxlinerを動かしているユーザーで実行される必要があります(Postfixではdefault_privsで指定できます)。外部のデータベースを使っている場合は、環境変数DATABASE_URLも渡してください。',
              ],
              ['「+」に続けて記号を付けたアドレスでも届くように、recipient_delimiterを「+」にしてください。'],
            ]}
            soft
          />
        </Stack>
      </details>
    </Panel>
  )
}
