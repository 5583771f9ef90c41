import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readConnection } from './connection-file.ts'
import { answers } from './database.ts'
import { locateHome, lockIn } from './home.ts'
import { lockIsHeld } from './owner-lock.ts'
import { type PostgresRefusal, refuse } from './refusals.ts'

export type JoinOptions = {
  readonly dataDir: string
  /** How long to wait for an owner that is still starting. Default 30 s; without an owner the refusal comes at once. */
  readonly patienceMs?: number
}

export type JoinedPostgres = { readonly refused: false; readonly url: string }

const noOwner = (dataDir: string, reason: string): PostgresRefusal =>
  refuse(
    'no_owner',
    `データフォルダ ${dataDir} のデータベースに接続できません。${reason}` +
      '先に `luxliner start` を実行するか、環境変数 DATABASE_URL に接続先を指定してください。',
  )

const notAllowed = (dataDir: string): PostgresRefusal =>
  refuse(
    'data_dir_unusable',
    `データフォルダ ${dataDir} を読む権限がありません。Luxlinerを起動したユーザーで実行してください。`,
  )

/**
 * Joins the PostgreSQL of a living owner: for `web` and `worker`. An owner is one that holds the lock (a connection
 * file alone proves nothing) and serves (a short command is gone in a moment).
 */
export const joinPostgres = async (options: JoinOptions): Promise<JoinedPostgres | PostgresRefusal> => {
  const dataDir = resolve(options.dataDir)
  const until = performance.now() + (options.patienceMs ?? 30_000)
  try {
    const home = await locateHome(dataDir)
    for (;;) {
      const lock = lockIn(home)
      await stat(lock)
      if (!lockIsHeld(lock)) return noOwner(dataDir, 'データベースを起動しているLuxlinerがありません。')
      const found = await readConnection(home)
      if (found?.purpose === 'serve' && found.state === 'ready' && (await answers(found.url, 3_000))) {
        return { refused: false, url: found.url }
      }
      if (performance.now() > until) return noOwner(dataDir, 'データベースの準備が終わっていません。')
      await delay(100)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return noOwner(dataDir, 'データベースを起動しているLuxlinerがありません。')
    if (code === 'EACCES' || code === 'EPERM') return notAllowed(dataDir)
    throw error
  }
}
