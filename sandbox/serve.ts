import { parseArgs } from 'node:util'
import { startSandbox } from './index.ts'

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '3900' },
    'smtp-port': { type: 'string', default: '3925' },
  },
})

const sandbox = await startSandbox({
  host: values.host,
  port: Number(values.port),
  smtpPort: Number(values['smtp-port']),
})
process.stdout.write(`sandbox: ${sandbox.url}  smtp: ${sandbox.smtp.host}:${sandbox.smtp.port}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
