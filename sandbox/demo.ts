import { say } from '../src/commands/command.ts'
import { runUntilSignalled } from '../src/commands/running.ts'
import { readConfig } from '../src/config.ts'
import { startProgram } from '../src/run.ts'
import { businessTimeOf } from './demo/business-time.ts'
import { OWNER, openSampleShop } from './demo/shop.ts'
import { type Sandbox, startSandbox } from './index.ts'
import { createTimeMachine } from './time.ts'

// `npm run demo`: the outside world and the program in one process, with a sample shop. The program reaches the sandbox
// over real HTTP, by its settings and base addresses, like any other world.
const SMTP_PORT_OFFSET = 25
const IMAP_PORT_OFFSET = 43

async function openSandbox(port: number): Promise<Sandbox | null> {
  const beside = (offset: number) => (port === 0 ? 0 : port + offset)
  const [smtpPort, imapPort] = [beside(SMTP_PORT_OFFSET), beside(IMAP_PORT_OFFSET)]
  return startSandbox({ port, smtpPort, imapPort }).catch(() => null)
}

async function main(): Promise<number> {
  const began = performance.now()
  const read = readConfig({ ...process.env, LUXLINER_DATA_DIR: process.env.LUXLINER_DATA_DIR ?? 'data-demo' })
  if ('faults' in read) {
    for (const fault of read.faults) say(fault)
    return 1
  }
  say('Luxlinerのデモを準備しています…')
  const sandbox = await openSandbox(read.config.sandboxPort)
  if (!sandbox) {
    const port = read.config.sandboxPort
    say(
      `ポート ${port}・${port + SMTP_PORT_OFFSET}・${port + IMAP_PORT_OFFSET} のいずれかが使用中です。SANDBOX_PORT に別の番号を指定してください。`,
    )
    return 1
  }
  const config = {
    ...read.config,
    dataDirIsExplicit: process.env.LUXLINER_DATA_DIR !== undefined,
    chatworkApiBase: `${sandbox.url}/chatwork/v2`,
    zendeskApiBase: `${sandbox.url}/zendesk/{subdomain}`,
    trustedHosts: new Set([...read.config.trustedHosts, new URL(sandbox.url).host]),
  }
  return runUntilSignalled({
    start: () =>
      startProgram(config, {
        web: true,
        worker: true,
        database: 'own',
        progress: say,
        beforeServing: async (app) => {
          await openSampleShop(app, sandbox)
          sandbox.world.clock = createTimeMachine(businessTimeOf(app))
        },
      }),
    greet: () => announce(config.baseUrl, sandbox.url, (performance.now() - began) / 1_000),
    close: () => sandbox.close(),
  })
}

function announce(baseUrl: string, sandboxUrl: string, seconds: number): void {
  say(`
準備ができました(${seconds.toFixed(1)}秒)。ブラウザで開いてください。

  申し込みページ  ${baseUrl}/apply/english
  管理画面        ${baseUrl}/admin/
      ログイン    ${OWNER.email}
      パスワード  ${OWNER.password}
  サンドボックス  ${sandboxUrl}/   (Chatwork・Zendesk・ネット商人・決済・メール・銀行の代わり)

試し方: 申し込みページでテストカード 4242 4242 4242 4242 を使って申し込み、サンドボックスを見てください。
        サンドボックスの時計で1か月進めると、その間に期日を迎えるものが順番に行われます。
終了するには Ctrl-C を押してください。`)
}

process.exit(await main())
