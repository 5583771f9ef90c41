import { type ChildProcess, spawn } from 'node:child_process'
import type { Account } from './account.ts'
import type { PostgresLog } from './log.ts'

/**
 * A small shell that outlives us only to stop the server: its argument, and later each line on its pipe, names the process
 * to stop (empty: none), and the end of the pipe means that we are gone. SIGINT is PostgreSQL's fast shutdown and makes initdb
 * tidy up; after 60 s comes SIGQUIT, from which PostgreSQL recovers by its log. The start time (field 22 of
 * /proc/…/stat) tells the process from a later one of the same number. A shell costs 2 MB, another Node 40.
 */
const SCRIPT = `
trap '' HUP INT TERM
birth() { stat=; read -r stat < "/proc/$pid/stat"; set -- $stat; now=\${22}; }
lives() { birth; [ -n "$now" ] && [ "$now" = "$born" ]; }
guard() { pid=$1; birth; born=$now; }
guard "$1"
while IFS= read -r line; do guard "$line"; done
n=0
while lives && [ "$n" -lt 120 ]; do
  case $n in 0) kill -INT "$pid" ;; 60) kill -QUIT "$pid" ;; esac
  sleep 1
  n=$((n + 1))
done
`

/** The owner's end of the pipe. */
export type Watchdog = {
  /** Names the one process that must not outlive us; `undefined` for none. */
  guard(pid: number | undefined): void
  /** Sends the watchdog home. The guarded process must have ended. */
  dismiss(): void
}

/** Starts the shell as the account, which may then signal the account's server; a shell that dies is replaced. */
export const startWatchdog = (account: Account | undefined, log: PostgresLog): Watchdog => {
  let guarded = ''
  let dismissed = false
  let shell: ChildProcess

  const tell = () => shell.stdin?.write(`${guarded}\n`)

  const begin = () => {
    if (dismissed) return
    // A session of its own: Ctrl-C and the closing of the terminal must not reach it.
    // Told by the argument, a shell that takes a dead one's place knows whom to stop even if we die before we can write.
    shell = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', guarded], {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    // A write to a shell that has just died fails here; the line is told again to the next shell.
    shell.stdin?.on('error', () => undefined)
    // Without a shell the next owner ends what we leave.
    shell.once('error', (error) => log.warn(`no watchdog for PostgreSQL: ${error.message}`))
    shell.once('exit', () => {
      setTimeout(begin, 100).unref()
    })
    shell.unref()
  }
  begin()

  return {
    guard: (pid) => {
      guarded = pid === undefined ? '' : String(pid)
      tell()
    },
    dismiss: () => {
      dismissed = true
      guarded = ''
      tell()
      shell.stdin?.end()
    },
  }
}
