import { type Config, readConfig } from '../config.ts'

/**
 * One command of the program. `run` returns the exit code: 0 done, 1 could not, 2 wrong use. What is heavy it loads itself: a
 * mail server starts a process for every message that it pipes to us.
 */
export interface Command {
  name: string
  summary: string
  help: string
  run(args: string[]): Promise<number>
}

/** Tells the person at the terminal something, on standard error so that results stay alone on standard output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** The environment as configuration, or null after every fault of it was told. */
export function configOrComplain(): Config | null {
  const read = readConfig(process.env)
  if ('config' in read) return read.config
  say('環境変数に誤りがあります:')
  for (const fault of read.faults) say(`  - ${fault}`)
  return null
}
