import { z } from 'zod'
import { contractDetail } from './details.ts'

const note = z.string().trim().max(500, '理由は500文字以内で入力してください')

/** Of acts that may be explained: reserve-cancellation, withdraw-cancellation, retry-charge. */
export const contractAct = z.object({ note: note.default('') })

/** Of acts that must be: cancel. */
export const explainedAct = z.object({ note: note.min(1, '理由を入力してください') })

/** POST /contracts/{id}/resume. */
export const resumeAct = explainedAct.extend({
  /** The day on which what is owed is due once more: from today to 60 days ahead. */
  owedOn: z.iso.date('日付を入力してください'),
})

/** POST /contracts/{id}/retry-charge: how it ended, in a word and in a sentence, and the contract after it. */
export const chargeResult = z
  .object({
    outcome: z.enum(['paid', 'declined', 'unknown', 'not_made']),
    message: z.string(),
    contract: contractDetail,
  })
  .meta({ id: 'ChargeResult' })
export type ChargeResult = z.infer<typeof chargeResult>
