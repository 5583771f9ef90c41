import { readdir, readFile } from 'node:fs/promises'

/** Memory of a process and all its descendants, in bytes. */
export interface Memory {
  bytes: number
  /** `pss` counts shared pages once; `rss`, where the kernel does not tell, counts them for each process. */
  kind: 'pss' | 'rss'
}

/** Sums up the process tree under `root`; null where there is no /proc. */
export async function memoryOfTree(root: number): Promise<Memory | null> {
  const parents = await readParents()
  if (parents.size === 0) return null
  const tree = [...parents.keys()].filter((pid) => isUnder(pid, root, parents))
  const shares = await Promise.all(tree.map((pid) => numberIn(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB/m)))
  if (shares.every((share) => share !== null)) return { bytes: sum(shares) * 1_024, kind: 'pss' }
  const whole = await Promise.all(tree.map((pid) => numberIn(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m)))
  return { bytes: sum(whole.map((size) => size ?? 0)) * 1_024, kind: 'rss' }
}

async function readParents(): Promise<Map<number, number>> {
  const names = await readdir('/proc').catch(() => [])
  const parents = new Map<number, number>()
  for (const name of names.filter((name) => /^\d+$/.test(name))) {
    const parent = await numberIn(`/proc/${name}/status`, /^PPid:\s+(\d+)/m)
    if (parent !== null) parents.set(Number(name), parent)
  }
  return parents
}

function isUnder(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true
  return false
}

/** The number that `pattern` finds in a file of /proc; null when the process is gone or the kernel refuses. */
async function numberIn(path: string, pattern: RegExp): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const found = text === null ? undefined : pattern.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
