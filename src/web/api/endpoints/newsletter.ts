import { createRoute } from '@hono/zod-openapi'
import { answer, answers, body } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import {
  registrationFormInput,
  registrationFormReading,
  testRegistrationInput,
  testRegistrationResult,
} from '../schemas.ts'

const readForm = createRoute({
  method: 'post',
  path: '/integrations/netshonin/form',
  summary: 'ネット商人の登録フォームを読み取る(保存はしない)',
  request: { body: body(registrationFormInput) },
  responses: answers(registrationFormReading, '読み取った内容'),
})

const registerTest = createRoute({
  method: 'post',
  path: '/integrations/netshonin/test',
  summary: '保存した設定でテスト登録する(実際に登録される)',
  request: { body: body(testRegistrationInput) },
  responses: answers(testRegistrationResult, '登録した結果(失敗も200)'),
})

export const newsletterRoutes = [readForm, registerTest]

/** 設定 → 外部連携 → ネット商人Pro, besides looking and saving. */
export function newsletterEndpoints(api: Api, { integrations }: ApiParts): void {
  api.openapi(readForm, async (c) => {
    const reading = await integrations.readForm(c.req.valid('json'))
    if (reading.kind === 'no_form') return refuse(c, 'invalid_input', { detail: reading.reason })
    return c.json(answer(registrationFormReading, reading), 200)
  })
  api.openapi(registerTest, async (c) => {
    const verdict = await integrations.registerTest(c.req.valid('json'))
    if (verdict === null)
      return refuse(c, 'invalid_input', { detail: '先に登録フォームを読み取り、設定を保存してください。' })
    const { outcome, meaning, text } = verdict
    const message = outcome.kind === 'delivered' ? (outcome.note ?? '') : outcome.reason
    return c.json(answer(testRegistrationResult, { ok: outcome.kind === 'delivered', meaning, message, text }), 200)
  })
}
