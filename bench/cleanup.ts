/** What must be undone, newest first, however the bench ends. */
export interface Cleanup {
  /** Notes how to undo something. The answer undoes it early; it is then not undone a second time. */
  defer(undo: () => Promise<unknown>): () => Promise<void>
  /** Undoes everything that is left. Whoever asks a second time waits for the first. */
  all(): Promise<void>
  /** Whether somebody asked for an early end: what fails from then on fails because of that. */
  interrupted(): boolean
}

/** Also undoes everything, and ends the process, on Ctrl-C and SIGTERM; a second signal ends it at once. */
export function createCleanup(say: (text: string) => void): Cleanup {
  const left: (() => Promise<unknown>)[] = []
  let undoing: Promise<void> | null = null
  let asked = false
  const undoNow = async (undo: () => Promise<unknown>) => {
    const index = left.indexOf(undo)
    if (index < 0) return
    left.splice(index, 1)
    await undo()
  }
  const undoAll = async () => {
    for (let undo = left.at(-1); undo !== undefined; undo = left.at(-1))
      await undoNow(undo).catch((error: unknown) => say(`片付けの途中で問題が起きました: ${String(error)}`))
  }
  const all = () => {
    undoing ??= undoAll()
    return undoing
  }
  const end = () => {
    if (asked) process.exit(INTERRUPTED)
    asked = true
    say('中断しました。片付けています…')
    void all().finally(() => process.exit(INTERRUPTED))
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  return {
    defer(undo) {
      left.push(undo)
      return () => undoNow(undo)
    },
    all,
    interrupted: () => asked,
  }
}

/** The exit code of a program that Ctrl-C ended. */
export const INTERRUPTED = 130
