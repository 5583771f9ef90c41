import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { programs } from '../support/program.ts'

const running = programs()
const database = testDatabase()

it('a program whose port is taken says so', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const port = String((holder.address() as { port: number }).port)
  const program = running.run('start', {
    DATABASE_URL: database.url,
    PORT: port,
    LUXLINER_SECRET_KEY: 'the secret key of a shop without a port',
  })
  expect(await program.ended).toBe(1)
  expect(program.said()).toContain(`ポート ${port} はほかのプログラムが使用中です。PORT に別の番号を指定してください。`)
  holder.close()
})

it('a program lists every fault of its environment', async () => {
  const program = running.run('start', {
    DATABASE_URL: 'mysql://localhost/shop',
    LUXLINER_SECRET_KEY: 'short',
    LUXLINER_BASE_URL: 'shop.example',
    PORT: 'eighty',
    CHATWORK_API_BASE: 'chatwork',
    ZENDESK_API_BASE: 'zendesk',
    LOG_LEVEL: 'loud',
  })
  expect(await program.ended).toBe(1)
  const faults = program.said().match(/^ {2}- .+$/gm) ?? []
  const names = [
    'DATABASE_URL',
    'LUXLINER_SECRET_KEY',
    'LUXLINER_BASE_URL',
    'PORT',
    'CHATWORK_API_BASE',
    'ZENDESK_API_BASE',
    'LOG_LEVEL',
  ]
  expect(faults.map((fault) => names.find((name) => fault.includes(name)))).toEqual(names)
})
