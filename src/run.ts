import { type App, createApp } from './app.ts'
import type { Config } from './config.ts'
import { createLog } from './platform/log.ts'
import { joinPostgres, type OwnedPostgres, ownPostgres } from './platform/postgres/index.ts'
import { readSecretKey } from './platform/secret-key.ts'
import { listen } from './web/server.ts'

/** A running program, or part of it. */
export interface Running {
  app: App
  /** Where it listens, without a slash at the end; null for a worker. */
  url: string | null
  /** Stops taking requests, finishes what is in flight, and stops the database last. Idempotent. */
  stop(): Promise<void>
}

export interface RunOptions {
  /** Answers requests. */
  web: boolean
  /** Does what comes due. */
  worker: boolean
  /** Owns the embedded database, or joins the one of a running `start`. */
  database: 'own' | 'join'
  /** Tells the person at the terminal what takes time, in Japanese. */
  progress: (text: string) => void
  /** What must stand in the database before the first request is taken. */
  beforeServing?: (app: App) => Promise<void>
}

/** A start that cannot be, with the reason in the user's words. */
export interface Refused {
  refused: true
  message: string
}

/** Starts the program: database, migrations, web, worker. Throws on faults; a start that cannot be is a refusal. */
export async function startProgram(config: Config, options: RunOptions): Promise<Running | Refused> {
  const log = createLog(config.logLevel)
  const database = await openServer(config, options, log)
  if ('refused' in database && database.refused) return database
  const stopDatabase = 'stop' in database ? () => database.stop() : async () => {}
  try {
    const secretKey = await readSecretKey(config.dataDir, config.secretKey)
    const app = await createApp({ config, databaseUrl: database.url, secretKey, log })
    await options.beforeServing?.(app)
    return await serve(app, config, options, stopDatabase)
  } catch (error) {
    await stopDatabase()
    throw error
  }
}

type Server = { refused: false; url: string } | OwnedPostgres | Refused

async function openServer(config: Config, options: RunOptions, log: ReturnType<typeof createLog>): Promise<Server> {
  if (config.databaseUrl !== null) return { refused: false, url: config.databaseUrl }
  const { dataDir } = config
  const postgresLog = {
    info: (text: string) => log.info(text),
    warn: (text: string) => log.warn(text),
    error: (text: string) => log.error(text),
  }
  if (options.database === 'join') return joinPostgres({ dataDir })
  return ownPostgres({
    dataDir,
    explicitDataDir: config.dataDirIsExplicit,
    progress: options.progress,
    log: postgresLog,
  })
}

async function serve(
  app: App,
  config: Config,
  options: RunOptions,
  stopDatabase: () => Promise<void>,
): Promise<Running | Refused> {
  const server = options.web ? await listen(app.fetch, config) : null
  if (server === 'port_taken') {
    await app.close()
    await stopDatabase()
    return {
      refused: true,
      message: `ポート ${config.port} はほかのプログラムが使用中です。PORT に別の番号を指定してください。`,
    }
  }
  if (options.worker) app.startWorker()
  let stopping: Promise<void> | null = null
  const stop = async () => {
    await server?.close()
    await app.close()
    await stopDatabase()
  }
  return { app, url: server?.url ?? null, stop: () => (stopping ??= stop()) }
}
