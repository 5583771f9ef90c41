import { createRoute, z } from '@hono/zod-openapi'
import { type Resent, resendLetter } from '../../../customers/index.ts'
import { findLetter } from '../../../mail/index.ts'
import { answer, made } from '../answers.ts'
import type { Api } from '../api.ts'
import { letterAnswer, readLetterId } from '../letter-answers.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { letter, letterId } from '../schemas.ts'

const resend = createRoute({
  method: 'post',
  path: '/letters/{id}/resend',
  summary: 'お客様へのメールを、同じ内容でもう一度送る',
  request: { params: z.object({ id: letterId }) },
  responses: made(letter, '新しく送るメール'),
})

export const resendLetterRoutes = [resend]

const refusals: Record<Exclude<Resent['kind'], 'written' | 'unknown'>, string> = {
  waiting: 'このメールは、まだ送信の途中です。送信が終わってから、もう一度お試しください。',
  link_used:
    'このメールに書かれたお客様専用のURLは、すでに使われているため、再送できません。必要な場合は、新しいURLのメールをお送りください。',
  link_expired:
    'このメールに書かれたお客様専用のURLは、有効期限が切れているため、再送できません。新しいURLのメールをお送りください。',
}

/** 送信箱 → 再送する. */
export function resendLetterEndpoints(api: Api, parts: ApiParts): void {
  api.openapi(resend, async (c) => {
    const wanted = readLetterId(c.req.valid('param').id)
    if (wanted.kind !== 'letter') return refuse(c, 'not_found')
    const resent = await resendLetter(parts, wanted.id, parts.clock.now())
    if (resent.kind === 'unknown') return refuse(c, 'not_found')
    if (resent.kind !== 'written') return refuse(c, 'not_resendable', { detail: refusals[resent.kind] })
    const written = await findLetter(parts.db, resent.letterId)
    if (!written) throw new Error(`the letter ${resent.letterId} that was just written is gone`)
    return c.json(answer(letter, letterAnswer(written)), 201)
  })
}
