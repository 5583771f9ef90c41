import { type Refused, type Running, type RunOptions, startProgram } from '../run.ts'
import { issueSetupLink } from '../staff/index.ts'
import { configOrComplain, say } from './command.ts'

/** At a terminal Ctrl-C arrives twice: from the terminal and from the process that started us. */
const SAME_SIGNAL_MS = 1_000

/** A program to run, and what else ends with it. */
interface Run {
  start: () => Promise<Running | Refused>
  /** Tells the person at the terminal that it stands. */
  greet: (running: Running) => Promise<void> | void
  /** Ends what is not part of the program, after it. */
  close?: () => Promise<void>
}

/**
 * Runs until SIGINT, SIGTERM or SIGHUP, then drains; the exit code. A signal while it still starts is kept until it stands:
 * what was begun is ended in order. Another signal while draining ends at once.
 */
export async function runUntilSignalled({ start, greet, close = async () => {} }: Run): Promise<number> {
  const starting = start()
  const signals = catchSignals(async () => {
    const running = await starting
    if (!('refused' in running)) await running.stop()
    await close()
  })
  const running = await starting
  if ('refused' in running) {
    say(running.message)
    await close()
    return 1
  }
  if (!signals.came()) await greet(running)
  return signals.drained
}

function catchSignals(stop: () => Promise<void>): { came: () => boolean; drained: Promise<number> } {
  let askedAt: number | null = null
  const drained = new Promise<number>((resolve) => {
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
  return { came: () => askedAt !== null, drained }
}

/** Runs these parts of the program; the exit code. */
export async function run(parts: Pick<RunOptions, 'web' | 'worker' | 'database'>): Promise<number> {
  const config = configOrComplain()
  if (!config) return 1
  return runUntilSignalled({
    start: () => startProgram(config, { ...parts, progress: say }),
    greet: (running) => greet(running, config.baseUrl),
  })
}

async function greet(running: Running, baseUrl: string): Promise<void> {
  if (running.url === null) return say('ワーカーを開始しました。終了するには Ctrl-C を押してください。')
  say(`Luxlinerを開始しました: ${running.url}`)
  const setup = await setupLink(running)
  if (setup) {
    say('')
    say('はじめに、次のアドレスをブラウザで開いて管理者を登録してください(24時間有効・1回限り):')
    say(`  ${baseUrl}${setup}`)
  } else say(`管理画面: ${baseUrl}/admin/`)
  say('終了するには Ctrl-C を押してください。')
}

/** A program that stands must not end because the database was away at this moment. */
async function setupLink({ app }: Running): Promise<string | null> {
  try {
    return await issueSetupLink(app.db)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    say(`管理者の登録状況を確認できませんでした(${why})。`)
    say('管理者をまだ登録していない場合は、いったん終了してから、もう一度開始してください。')
    return null
  }
}
