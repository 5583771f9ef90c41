import { createRoute, z } from '@hono/zod-openapi'
import { listMailNotices } from '../../../deliveries/index.ts'
import { findLetter, listLetters } from '../../../mail/index.ts'
import { answer, answers, oneMore } from '../answers.ts'
import type { Api } from '../api.ts'
import { letterAnswer, noticeAnswer, pageOfLetters, readLetterCursor, readLetterId } from '../letter-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { type LetterQuery, letterDetail, letterId, letterPage, letterQuery } from '../schemas.ts'

const letters = createRoute({
  method: 'get',
  path: '/letters',
  summary: '送信箱',
  request: { query: letterQuery },
  responses: answers(letterPage, 'メール(新しい順)'),
})

const letter = createRoute({
  method: 'get',
  path: '/letters/{id}',
  summary: 'メールと、その本文',
  request: { params: z.object({ id: letterId }) },
  responses: answers(letterDetail, 'メール'),
})

export const letterRoutes = [letters, letter]

/** 送信箱. */
export function letterEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(letters, async (c) => c.json(answer(letterPage, await readLetterPage(parts, c.req.valid('query'))), 200))
  api.openapi(letter, async (c) => {
    const found = await readLetter(parts, c.req.valid('param').id)
    return found ? c.json(answer(letterDetail, found), 200) : refuse(c, 'not_found')
  })
}

async function readLetterPage({ db, readShop }: ApiParts, { limit, cursor, audience, state }: LetterQuery) {
  const before = readLetterCursor(cursor)
  const shop = await readShop(db)
  const [letters, notices] = await Promise.all([
    listLetters(db, { audience, state }, { limit: oneMore(limit), after: before.letter }),
    audience === 'customer' ? [] : listMailNotices(db, { state }, { limit: oneMore(limit), after: before.notice }),
  ])
  const shown = notices.map((notice) => noticeAnswer(notice, shop))
  return pageOfLetters(letters.map(letterAnswer), shown, limit, before)
}

async function readLetter({ db, readShop }: ApiParts, id: string) {
  const wanted = readLetterId(id)
  if (wanted.kind === 'letter') {
    const found = await findLetter(db, wanted.id)
    return found && letterAnswer(found)
  }
  const [notice] = await listMailNotices(db, { id: wanted.id }, { limit: 1 })
  return notice ? noticeAnswer(notice, await readShop(db)) : null
}
