import { commands } from './commands/index.ts'

// One program, chosen by argument: `luxliner start`, `luxliner migrate`, …
const [name = 'help', ...args] = process.argv.slice(2)
const command = commands.find((candidate) => candidate.name === name)

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`Node.js 24以上が必要です(今のバージョン: ${process.version})。\n`)
  process.exit(1)
}
if (!command || name === 'help' || name === '--help') {
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')
  process.stderr.write(`使い方: npx luxliner <コマンド>\n\n${list}\n\nくわしくは npx luxliner <コマンド> --help\n`)
  process.exit(command || name === 'help' || name === '--help' ? 0 : 2)
}
if (args.includes('--help')) {
  process.stdout.write(`${command.help}\n`)
  process.exit(0)
}
process.exit(await command.run(args))
