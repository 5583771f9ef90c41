import { createRoute, z } from '@hono/zod-openapi'
import { withoutSecrets } from '../../../platform/settings.ts'
import { answer, answers, body } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { saveSettings } from '../save-settings.ts'
import { mailTestInput, settingsInput, settingsPage, settingsPageNames, testResult } from '../schemas.ts'
import { type AnySettings, settingsPages } from '../settings-pages.ts'
import { sendTestMail } from '../test-mail.ts'

const params = z.object({ page: z.enum(settingsPageNames) })

const read = createRoute({
  method: 'get',
  path: '/settings/{page}',
  summary: '設定',
  request: { params },
  responses: answers(settingsPage, '設定'),
})

const save = createRoute({
  method: 'put',
  path: '/settings/{page}',
  summary: '設定を保存する',
  request: { params, body: body(settingsInput) },
  responses: answers(settingsPage, '保存した設定'),
})

const testMail = createRoute({
  method: 'post',
  path: '/settings/mail/test',
  summary: '保存した設定でテストメールを送る',
  request: { body: body(mailTestInput) },
  responses: answers(testResult, '試した結果(失敗も200)'),
})

export const settingsRoutes = [read, save, testMail]

/** 設定 → サイト, メール送信, 決済. */
export function settingsEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(read, async (c) => c.json(await pageAnswer(parts, settingsPages[c.req.valid('param').page]), 200))
  api.openapi(save, async (c) => {
    const definition = settingsPages[c.req.valid('param').page]
    const saved = await saveSettings(parts, definition, c.req.valid('json'), c.var.caller.name)
    if (saved.kind === 'conflict') return refuse(c, 'version_conflict')
    if (saved.kind === 'invalid') return refuse(c, 'invalid_input', { errors: saved.faults })
    return c.json(await pageAnswer(parts, definition), 200)
  })
  api.openapi(testMail, async (c) => c.json(answer(testResult, await sendTest(parts, c.req.valid('json').to)), 200))
}

async function pageAnswer({ db, settings }: ApiParts, definition: AnySettings) {
  const { value, version } = await settings.read(db, definition)
  return answer(settingsPage, { ...withoutSecrets(definition, value), version })
}

async function sendTest(parts: ApiParts, to: string) {
  const { shopName } = await parts.readShop(parts.db)
  return sendTestMail(parts, to, {
    subject: `【テスト送信】${shopName}`,
    text: [
      `${shopName} のメール送信設定のテストです。`,
      'このメールが届いていれば、設定は正しく行われています。',
      '',
      `管理画面: ${parts.baseUrl}/admin/`,
    ].join('\n'),
  })
}
