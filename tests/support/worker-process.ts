import type { Doorbell } from '../../src/platform/doorbell.ts'
import { type DueWork, type DueWorkLoop, startDueWork } from '../../src/platform/due-work.ts'
import type { Log } from '../../src/platform/log.ts'

type Start = <Row>(work: DueWork<Row>) => DueWorkLoop

/**
 * The life of a worker that `startKillableWorker` has started: it says `ready`, starts its loops once it is told to begin,
 * because reading the program takes longer than a small run, and drains on SIGTERM.
 */
export function workWhenTold(startAll: (start: Start) => DueWorkLoop[], doorbell: Doorbell, log: Log): void {
  process.stdout.write('ready\n')
  process.stdin.once('data', () => {
    const loops = startAll((work) => startDueWork(work, doorbell, log))
    process.on('SIGTERM', async () => {
      await Promise.all(loops.map((loop) => loop.drain()))
      process.exit(0)
    })
  })
}
