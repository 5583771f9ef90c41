import { parseArgs } from 'node:util'
import { startSandbox } from './index.ts'

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '3900' },
    'smtp-port': { type: 'string', default: '3925' },
    'imap-port': { type: 'string', default: '3943' },
  },
})

const sandbox = await startSandbox({
  host: values.host,
  port: Number(values.port),
  smtpPort: Number(values['smtp-port']),
  imapPort: Number(values['imap-port']),
})
const { url, smtp, imap } = sandbox
process.stdout.write(`sandbox: ${url}  smtp: ${smtp.host}:${smtp.port}  imap: ${imap.host}:${imap.port}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
