import { spawn } from 'node:child_process'
import { join } from 'node:path'

// `npm test`: format and lint, types, then every test. Arguments after `--` go to the test runner, which alone runs then.
const root = join(import.meta.dirname, '..')
const report = join(root, 'tests', 'artefacts', 'report.json')
const only = process.argv.slice(2)

function run(command: string, ...args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
    child.on('exit', (code) => resolve(code === 0))
  })
}

const checks =
  only.length > 0
    ? []
    : [
        run('biome', 'ci', '--error-on-warnings'),
        run('tsc', '--noEmit', '-p', 'tsconfig.json').then((ok) => ok && run('tsc', '--noEmit', '-p', 'src/web/admin')),
      ]
const passed = (await Promise.all(checks)).every(Boolean)
if (!passed) process.stderr.write('format, lint or types failed (see above)\n')
const tested = await run(
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...only,
)
process.exit(passed && tested ? 0 : 1)
