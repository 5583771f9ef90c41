import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders whose files take longest, in the order in which they begin. */
const LONGEST = ['tests/faults/', 'tests/browser/', 'src/platform/postgres/']

/**
 * Begins with the files that take longest, so that the others fill the gaps beside them: by vitest's own order a checkout
 * that has never been tested ends with one file of a minute while the second core has nothing to do.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rankOf(a.moduleId) - rankOf(b.moduleId))
  }
}

function rankOf(file: string): number {
  const rank = LONGEST.findIndex((folder) => file.includes(folder))
  return rank === -1 ? LONGEST.length : rank
}
