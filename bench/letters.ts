import nodemailer from 'nodemailer'
import { letterCustomers } from '../src/customers/index.ts'
import { createMailer, mailDefinition, sendLetters, writeLetter } from '../src/mail/index.ts'
import { type Ringer, transact } from '../src/platform/database.ts'
import { startDueWork } from '../src/platform/due-work.ts'
import { createSmtp } from '../src/platform/smtp.ts'
import type { Bench } from './bench.ts'
import type { BenchDatabase } from './database.ts'
import type { Figure } from './figures.ts'
import { until } from './measure.ts'
import type { Receiver } from './receiver.ts'
import { countStatements } from './statements.ts'
import { openBareTelling } from './telling.ts'

const LETTERS = 3_000
const AT_ONCE = 100
const LONGEST_S = 300
/** Connections to the server: as many as the program opens. */
const CONNECTIONS = 5
const BODY = 'お申し込みありがとうございます。\n'.repeat(20)
const FROM = { name: '計測の店', address: 'shop@shop.example' }

/** A queue of letters sent as fast as it goes; beside it the same mails handed to the server with nothing around. */
export async function measureLetters({ cleanup, newDatabase, receiver, say }: Bench): Promise<Figure[]> {
  const database = await newDatabase('letters')
  const statements = countStatements()
  const telling = openBareTelling(database, cleanup, receiver.url)
  const many = LETTERS.toLocaleString('en-US')
  say(`${many}通のメール: 何も挟まない場合を測っています…`)
  const bare = await sendBare(receiver)
  await point(telling, receiver)
  await queue(database)
  say(`${many}通のメール: 送っています…`)
  const counted = { ...telling.context, db: database.db.withPlugin(statements.plugin) }
  const smtp = createSmtp()
  const began = performance.now()
  const loop = startDueWork(
    sendLetters({
      ...counted,
      clock: { now: () => new Date() },
      mailer: createMailer(counted.db, telling.context.settings, smtp, telling.secrets),
      customers: letterCustomers,
      baseUrl: 'https://shop.example',
    }),
    telling.doorbell,
    telling.context.log,
  )
  await until('every letter is sent', LONGEST_S, 50, async () => {
    const open = await database.db
      .selectFrom('letters')
      .select('id')
      .where('state', '!=', 'accepted')
      .executeTakeFirst()
    return open === undefined ? true : null
  })
  const seconds = (performance.now() - began) / 1_000
  const perLetter = statements.read() / LETTERS
  await loop.drain()
  smtp.close()
  const arrived = (await receiver.take()).length
  if (arrived !== LETTERS) throw new Error(`${LETTERS} letters, ${arrived} arrived`)
  await telling.stop()
  return [
    {
      ...{
        part: 'letters',
        key: 'letters_per_second',
        label: `${many}通のメール`,
        value: LETTERS / seconds,
        unit: '通/秒',
      },
      beside: { label: '送信サーバーに渡すだけ', value: LETTERS / bare },
    },
    {
      ...{ part: 'letters', key: 'statements_per_letter', label: '1通のメールに使うSQL文 (begin・commitを除く)' },
      ...{ value: perLetter, unit: '文' },
    },
  ]
}

/** Seconds. */
async function sendBare({ smtpPort, take }: Receiver): Promise<number> {
  const pool = nodemailer.createTransport({
    ...{ pool: true, maxConnections: CONNECTIONS, host: '127.0.0.1', port: smtpPort, ignoreTLS: true },
  })
  let left = LETTERS
  const line = async () => {
    while (left-- > 0)
      await pool.sendMail({ from: FROM, to: `customer${left}@customer.example`, subject: 'お申し込み', text: BODY })
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, line))
  const seconds = (performance.now() - began) / 1_000
  pool.close()
  await take()
  return seconds
}

async function point({ context: { db, settings } }: ReturnType<typeof openBareTelling>, { smtpPort }: Receiver) {
  await transact(db, nobody, async (tx) => {
    const { value } = await settings.readForSave(tx, mailDefinition)
    const server = { host: '127.0.0.1', port: smtpPort, security: 'plain', fromName: FROM.name } as const
    await settings.write(tx, mailDefinition, { ...value, ...server, fromAddress: FROM.address }, 'bench')
  })
}

async function queue({ db }: BenchDatabase): Promise<void> {
  for (let done = 0; done < LETTERS; done += AT_ONCE)
    await transact(db, nobody, async (tx) => {
      for (let index = done; index < done + AT_ONCE; index++)
        await writeLetter(tx, 'https://shop.example', {
          ...{ audience: 'customer', kind: 'application_accepted', subject: 'お申し込み', body: BODY },
          to: { address: `customer${index}@customer.example`, name: '佐藤 花子' },
        })
    })
}

const nobody: Ringer = { ring: () => {} }
