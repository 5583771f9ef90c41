import { createRoute, z } from '@hono/zod-openapi'
import {
  type CustomerLetterKind,
  definitionOf,
  groupOf,
  letterKinds,
  letterSettings,
  placeholdersOf,
  previewLetter,
  wordsOf,
} from '../../../mail/index.ts'
import { readShop } from '../../../site/index.ts'
import { answer, answers, body } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { saveSettings } from '../save-settings.ts'
import {
  letterKindList,
  letterPreview,
  letterPreviewInput,
  letterSettingsPage,
  settingsInput,
  testResult,
} from '../schemas.ts'
import { forgetType } from '../settings-pages.ts'
import { sendTestMail } from '../test-mail.ts'

const params = z.object({ kind: z.enum(letterKinds) })

const list = createRoute({
  method: 'get',
  path: '/settings/letters',
  summary: 'お客様へのメールの一覧',
  responses: answers(letterKindList, 'メールの種類(グループの順)'),
})

const read = createRoute({
  method: 'get',
  path: '/settings/letters/{kind}',
  summary: 'お客様へのメールの文面',
  request: { params },
  responses: answers(letterSettingsPage, '文面と、差し込める項目'),
})

const save = createRoute({
  method: 'put',
  path: '/settings/letters/{kind}',
  summary: 'お客様へのメールの文面を保存する',
  request: { params, body: body(settingsInput) },
  responses: answers(letterSettingsPage, '保存した文面'),
})

const preview = createRoute({
  method: 'post',
  path: '/settings/letters/{kind}/preview',
  summary: '入力中の件名と本文から作られるメール(見本のお客様あて)',
  request: { params, body: body(letterPreviewInput) },
  responses: answers(letterPreview, 'メールの件名と本文'),
})

const test = createRoute({
  method: 'post',
  path: '/settings/letters/{kind}/test',
  summary: '保存した文面のメールを、ログイン中のスタッフに送る',
  request: { params, body: body(z.object({})) },
  responses: answers(testResult, '送った結果(失敗も200)'),
})

export const letterSettingsRoutes = [list, read, save, preview, test]

/** 設定 → お客様へのメール. */
export function letterSettingsEndpoints(api: Api, parts: ApiParts): void {
  const { db, settings, clock } = parts
  api.openapi(list, async (c) => {
    const pages = await settings.readMany(db, letterKinds.map(letterSettings))
    const items = letterKinds.map((kind, index) => {
      const { sent, subject, body } = pages[index]?.value ?? letterSettings(kind).defaults
      return { ...aboutOf(kind), sent, changed: subject !== null || body !== null }
    })
    return c.json(answer(letterKindList, { items }), 200)
  })
  api.openapi(read, async (c) => c.json(await pageAnswer(parts, c.req.valid('param').kind), 200))
  api.openapi(save, async (c) => {
    const { kind } = c.req.valid('param')
    const saved = await saveSettings(parts, forgetType(letterSettings(kind)), c.req.valid('json'), c.var.caller.name)
    if (saved.kind === 'conflict') return refuse(c, 'version_conflict')
    if (saved.kind === 'invalid') return refuse(c, 'invalid_input', { errors: saved.faults })
    return c.json(await pageAnswer(parts, kind), 200)
  })
  api.openapi(preview, async (c) => {
    const made = previewLetter(c.req.valid('param').kind, c.req.valid('json'), await readShop(db, parts), clock.now())
    return c.json(answer(letterPreview, made), 200)
  })
  api.openapi(test, async (c) => {
    const { email } = c.var.caller
    const { kind } = c.req.valid('param')
    if (email === null) return refuse(c, 'invalid_input', { detail: 'テスト送信は、管理画面から行ってください。' })
    const { value } = await settings.read(db, letterSettings(kind))
    const made = previewLetter(kind, wordsOf(kind, value), await readShop(db, parts), clock.now())
    const sent = await sendTestMail(parts, email, { subject: `【テスト送信】${made.subject}`, text: made.body })
    return c.json(answer(testResult, sent), 200)
  })
}

function aboutOf(kind: CustomerLetterKind) {
  const { label, when, optional } = definitionOf(kind)
  return { kind, group: groupOf(kind), label, when, optional }
}

async function pageAnswer({ db, settings }: ApiParts, kind: CustomerLetterKind) {
  const { value, version } = await settings.read(db, letterSettings(kind))
  return answer(letterSettingsPage, {
    ...aboutOf(kind),
    placeholders: placeholdersOf(kind),
    initial: definitionOf(kind).initial,
    values: { sent: value.sent, ...wordsOf(kind, value) },
    secrets: {},
    version,
  })
}
