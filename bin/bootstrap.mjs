// The first step of every command, in plain Node 20 syntax with built-ins only: it installs what is missing, builds what
// is stale, and hands over to the Node that the project carries.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [command = 'help', ...rest] = process.argv.slice(2)

const say = (text) => process.stderr.write(`${text}\n`)

/**
 * A mail server that pipes to `mail ingest` sends a message back for any code that it does not know. Whatever goes wrong, it
 * is asked to try again (75); only an empty message (65) is none.
 */
function leave(code) {
  const isPipe = command === 'mail' && rest[0] === 'ingest'
  process.exit(isPipe && code !== 0 && code !== 65 ? 75 : code)
}

function fail(text) {
  say(text)
  leave(1)
}

function installIfNeeded() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.luxliner-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('必要な部品を準備しています(初回は1〜2分かかります)…')
  const npm = process.env.npm_execpath
  // Building needs the development packages too, whatever NODE_ENV the machine has.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.status !== 0) fail('部品を準備できませんでした。インターネット接続を確認して、もう一度お試しください。')
  writeFileSync(stamp, wanted)
}

/** The project's own Node 24 on Linux; elsewhere the one that runs this, if it is new enough. */
function findNode() {
  const carried = join(root, 'node_modules', '.bin', 'node')
  if (existsSync(carried)) return carried
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `Node.js 24以上が必要です(今のバージョン: ${process.version})。https://nodejs.org/ から入手してください。`,
  )
}

/** Runs to the end, handing signals on. At a terminal Ctrl-C reaches the child twice; it takes that for one. */
function run(node, args) {
  return new Promise((resolve) => {
    const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`
    // React renders a page about ten times faster when it is not told to help developers.
    const NODE_ENV = command === 'test' ? 'test' : 'production'
    const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { NODE_ENV, ...process.env, PATH: path } })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)))
  })
}

installIfNeeded()
const node = findNode()
const script = (name) => join(root, 'scripts', `${name}.ts`)

const steps = {
  build: [[script('build'), '--force']],
  demo: [[script('build')], [join(root, 'dist', 'server', 'demo.js'), ...rest]],
  test: [[script('build')], [script('test'), ...rest]],
  bench: [[script('build')], [join(root, 'dist', 'server', 'bench.js'), ...rest]],
  generate: [[script('build')], [script('generate'), ...rest]],
}
// Everything else is a command of the program itself: start, web, worker, migrate, doctor, …
const plan = steps[command] ?? [
  [script('build'), '--no-sandbox'],
  [join(root, 'dist', 'server', 'main.js'), command, ...rest],
]

for (const args of plan) {
  const code = await run(node, args)
  if (code !== 0) leave(code)
}
