import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openDoorbell } from './doorbell.ts'
import { createLog } from './log.ts'

/** `the database system is starting up`, as PostgreSQL says it: severity, code and message. */
function startingUp(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0')
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

it('a database that refuses is asked once a second, however often it refuses', async () => {
  const asked: number[] = []
  const server = createServer((socket) => {
    asked.push(performance.now())
    socket.on('error', () => {})
    socket.once('data', () => socket.end(startingUp()))
    server.emit('asked')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const doorbell = openDoorbell(`postgres://nobody:none@127.0.0.1:${port}/none`, createLog('silent'))
  while (asked.length < 4) await once(server, 'asked')
  const [first = 0, , , fourth = 0] = asked
  // Three waits of a second: two new attempts for each refusal would have asked four times within two.
  expect(fourth - first).toBeGreaterThan(2_900)
  await doorbell.close()
  server.close()
})
