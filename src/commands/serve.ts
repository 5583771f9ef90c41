import type { RunOptions } from '../run.ts'
import type { Command } from './command.ts'

const environment = '環境変数の一覧は README.ja.md にあります。'

export const start: Command = {
  name: 'start',
  summary: 'プログラム全体を開始します(画面・連携・内蔵データベース)',
  help: `npx luxliner start\n\n画面、連携、内蔵データベースを1つのプロセスで開始します。\n${environment}`,
  run: () => runParts({ web: true, worker: true, database: 'own' }),
}

export const web: Command = {
  name: 'web',
  summary: '画面だけを追加で開始します(start が動いているか、DATABASE_URL が必要です)',
  help: `npx luxliner web\n\n画面だけを開始します。PORT に別の番号を指定してください。\n${environment}`,
  run: () => runParts({ web: true, worker: false, database: 'join' }),
}

export const worker: Command = {
  name: 'worker',
  summary: '連携だけを追加で開始します(start が動いているか、DATABASE_URL が必要です)',
  help: `npx luxliner worker\n\n連携などの裏方の処理だけを開始します。\n${environment}`,
  run: () => runParts({ web: false, worker: true, database: 'join' }),
}

async function runParts(parts: Pick<RunOptions, 'web' | 'worker' | 'database'>): Promise<number> {
  const { run } = await import('./running.ts')
  return run(parts)
}
