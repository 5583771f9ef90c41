/** `--name value` and `--flag` of a command line; a flag without a value is ''. */
export function options(args: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  args.forEach((arg, index) => {
    if (!arg.startsWith('--')) return
    const [name = '', inline] = arg.slice(2).split('=', 2)
    const next = args[index + 1]
    found.set(name, inline ?? (next === undefined || next.startsWith('--') ? '' : next))
  })
  return found
}
