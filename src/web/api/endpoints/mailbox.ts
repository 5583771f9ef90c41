import { createRoute, z } from '@hono/zod-openapi'
import { lookSoon, type MailboxSettings, mailboxDefinition, readMailboxState, tryMailbox } from '../../../mail/index.ts'
import { transact } from '../../../platform/database.ts'
import { answer, answers, body } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { mailboxState, testResult } from '../schemas.ts'

const state = createRoute({
  method: 'get',
  path: '/settings/mailbox/state',
  summary: '不達通知のメールボックスの読み取り状況',
  responses: answers(mailboxState, '読み取り状況'),
})

const look = createRoute({
  method: 'post',
  path: '/settings/mailbox/look',
  summary: '不達通知のメールボックスを、次の時刻を待たずに読み取る',
  request: { body: body(z.object({})) },
  responses: answers(mailboxState, '読み取り状況(読み取りはこのあとに行われます)'),
})

const test = createRoute({
  method: 'post',
  path: '/settings/mailbox/test',
  summary: '保存した設定で、不達通知のメールボックスを開いてみる',
  request: { body: body(z.object({})) },
  responses: answers(testResult, '試した結果(失敗も200)'),
})

export const mailboxRoutes = [state, look, test]

/** 設定 → メール送信: what the mail box of reports has, besides being a page of settings. */
export function mailboxEndpoints(api: Api, { db, doorbell, settings }: ApiParts): void {
  const read = async () => answer(mailboxState, await readMailboxState(db))
  api.openapi(state, async (c) => c.json(await read(), 200))
  api.openapi(look, async (c) => {
    await transact(db, doorbell, lookSoon)
    return c.json(await read(), 200)
  })
  api.openapi(test, async (c) => {
    const { value } = await settings.read(db, mailboxDefinition)
    return c.json(answer(testResult, await tryStored(value)), 200)
  })
}

async function tryStored(stored: MailboxSettings) {
  const label = `「${stored.folder}」を開く`
  // Without a name the library would look on this machine.
  if (stored.host === '')
    return { ok: false, steps: [{ label, ok: false, message: '受信サーバーが設定されていません。' }] }
  const tried = await tryMailbox(stored)
  const ok = tried.kind === 'ok'
  const message = ok ? `接続できました(メール ${tried.messages}通)。` : `${tried.reason}。`
  return { ok, steps: [{ label, ok, message }] }
}
