/** Every line that stands in one list and not (as often) in the other, in words. */
export function differences(what: string, expected: readonly string[], found: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of expected) left.set(line, (left.get(line) ?? 0) + 1)
  const surplus: string[] = []
  for (const line of found) {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    else surplus.push(`${what}: not expected: ${line}`)
  }
  const missing = [...left].flatMap(([line, count]) => Array<string>(count).fill(`${what}: missing: ${line}`))
  return [...missing, ...surplus]
}

/** The same, where the order counts too. */
export function inOrder(what: string, expected: readonly string[], found: readonly string[]): string[] {
  const different = differences(what, expected, found)
  if (different.length > 0 || expected.join('\n') === found.join('\n')) return different
  return [`${what}: in another order: ${found.join(' | ')}, not ${expected.join(' | ')}`]
}
