import { type Running, type RunOptions, startProgram } from '../run.ts'
import { issueSetupLink } from '../staff/index.ts'
import { type Command, configOrComplain, say } from './command.ts'

/** At a terminal Ctrl-C arrives twice: from the terminal and from the process that started us. */
const SAME_SIGNAL_MS = 1_000

/** Runs until SIGINT or SIGTERM, then drains. Another signal while draining ends at once. */
export function untilSignalled(stop: () => Promise<void>): Promise<number> {
  return new Promise((resolve) => {
    let askedAt: number | null = null
    const end = () => {
      if (askedAt !== null && performance.now() - askedAt < SAME_SIGNAL_MS) return
      if (askedAt !== null) process.exit(1)
      askedAt = performance.now()
      say('\n終了しています…(処理中のものを片付けています)')
      stop().then(
        () => resolve(0),
        (error: unknown) => {
          say(`終了の途中で問題が起きました: ${error instanceof Error ? error.message : String(error)}`)
          resolve(1)
        },
      )
    }
    process.on('SIGINT', end)
    process.on('SIGTERM', end)
    process.on('SIGHUP', end)
  })
}

async function run(parts: Pick<RunOptions, 'web' | 'worker' | 'database'>): Promise<number> {
  const config = configOrComplain()
  if (!config) return 1
  const running = await startProgram(config, { ...parts, progress: say })
  if ('refused' in running) {
    say(running.message)
    return 1
  }
  await greet(running, config.baseUrl)
  return untilSignalled(() => running.stop())
}

async function greet(running: Running, baseUrl: string): Promise<void> {
  if (running.url === null) return say('ワーカーを開始しました。終了するには Ctrl-C を押してください。')
  say(`Luxlinerを開始しました: ${running.url}`)
  const setup = await issueSetupLink(running.app.db)
  if (setup) {
    say('')
    say('はじめに、次のアドレスをブラウザで開いて管理者を登録してください(24時間有効・1回限り):')
    say(`  ${baseUrl}${setup}`)
  } else say(`管理画面: ${baseUrl}/admin/`)
  say('終了するには Ctrl-C を押してください。')
}

const environment = '環境変数の一覧は README.ja.md にあります。'

export const start: Command = {
  name: 'start',
  summary: 'プログラム全体を開始します(画面・連携・内蔵データベース)',
  help: `npx luxliner start\n\n画面、連携、内蔵データベースを1つのプロセスで開始します。\n${environment}`,
  run: () => run({ web: true, worker: true, database: 'own' }),
}

export const web: Command = {
  name: 'web',
  summary: '画面だけを追加で開始します(start が動いているか、DATABASE_URL が必要です)',
  help: `npx luxliner web\n\n画面だけを開始します。PORT に別の番号を指定してください。\n${environment}`,
  run: () => run({ web: true, worker: false, database: 'join' }),
}

export const worker: Command = {
  name: 'worker',
  summary: '連携だけを追加で開始します(start が動いているか、DATABASE_URL が必要です)',
  help: `npx luxliner worker\n\n連携などの裏方の処理だけを開始します。\n${environment}`,
  run: () => run({ web: false, worker: true, database: 'join' }),
}
