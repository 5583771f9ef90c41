import type { Context, Hono } from 'hono'
import {
  type Acted,
  findContract,
  nextChargeOn,
  reserveCancellation,
  type StoredContract,
  withdrawCancellation,
} from '../../contracts/index.ts'
import type { Customer } from '../../customers/index.ts'
import { dayIn, formatDay, readShop } from '../../site/index.ts'
import { formToken, Notice, send } from '../ui/index.ts'
import { CancelPage, ContractPage } from './contract-pages.tsx'
import { isId, type MypageParts, memberRoutes } from './parts.ts'

const pageOf = (c: Context) => `/mypage/contracts/${c.req.param('id')}`

/** `/mypage/contracts/:id`: one contract, its reservation and the withdrawal of it. */
export function contractRoutes(app: Hono, parts: MypageParts): void {
  const member = memberRoutes(app, parts)
  member.get('/mypage/contracts/:id', (c, customer) =>
    withContract(c, parts, customer, (contract) => sendContract(c, parts, contract, {})),
  )
  member.get('/mypage/contracts/:id/cancel', (c, customer) =>
    withContract(c, parts, customer, (contract) =>
      contract.state === 'cancelled' || contract.cancelsOn !== null
        ? c.redirect(pageOf(c), 303)
        : sendCancel(c, parts, contract),
    ),
  )
  member.post('/mypage/contracts/:id/cancel', pageOf, (c, customer, fields) =>
    withContract(c, parts, customer, async (contract) => {
      // What was agreed to must still be what happens.
      const { today } = await momentOf(parts)
      if (fields.endsOn !== endOf(contract, today)) return sendCancel(c, parts, contract)
      return sendActed(c, parts, contract, await reserveCancellation(parts, actOf(contract)))
    }),
  )
  member.post('/mypage/contracts/:id/withdraw', pageOf, (c, customer) =>
    withContract(c, parts, customer, async (contract) =>
      sendActed(c, parts, contract, await withdrawCancellation(parts, actOf(contract))),
    ),
  )
}

function actOf(contract: StoredContract) {
  return { contractId: contract.id, actor: { kind: 'customer', id: contract.customer.id } } as const
}

/** The day on which a cancellation that is asked for now takes effect, or `now`. */
function endOf(contract: StoredContract, today: string): string {
  const endsOn = nextChargeOn(contract)
  return contract.state === 'suspended' || endsOn <= today ? 'now' : endsOn
}

async function momentOf(parts: MypageParts) {
  const shop = await readShop(parts.db, parts)
  return { shop, today: dayIn(shop.timeZone, parts.clock.now()) }
}

/** Another customer's contract is none. */
async function withContract(
  c: Context,
  parts: MypageParts,
  customer: Customer,
  answer: (contract: StoredContract) => Promise<Response> | Response,
): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const contract = isId(id) ? await findContract(parts.db, id) : null
  if (contract !== null && contract.customer.id === customer.id) return answer(contract)
  const shop = await readShop(parts.db, parts)
  const title = '契約が見つかりません'
  const body = (
    <Notice title={title} action={{ href: '/mypage', text: '会員ページに戻る' }}>
      <p>会員ページの一覧から、もう一度お選びください。</p>
    </Notice>
  )
  return send(c, shop, { title, body }, { status: 404 })
}

async function sendContract(
  c: Context,
  parts: MypageParts,
  contract: StoredContract,
  said: { done?: string; problem?: string },
): Promise<Response> {
  const { shop, today } = await momentOf(parts)
  const { done = null, problem = null } = said
  const body = <ContractPage {...{ contract, today, done, problem }} formToken={formToken(c, parts)} />
  return send(c, shop, { title: 'ご契約の内容', body }, { status: problem === null ? 200 : 409 })
}

async function sendCancel(c: Context, parts: MypageParts, contract: StoredContract): Promise<Response> {
  const { shop, today } = await momentOf(parts)
  const body = <CancelPage {...{ contract, today }} formToken={formToken(c, parts)} />
  return send(c, shop, { title: '解約のお手続き', body })
}

/** What became of it; where somebody else was faster, the contract as it is now, with the reason. */
async function sendActed(c: Context, parts: MypageParts, before: StoredContract, acted: Acted): Promise<Response> {
  if (acted.kind === 'refused') {
    const contract = (await findContract(parts.db, before.id)) ?? before
    return sendContract(c, parts, contract, { problem: acted.message })
  }
  return sendContract(c, parts, acted.contract, { done: doneWords(acted.contract) })
}

function doneWords({ state, cancelsOn }: StoredContract): string {
  if (state === 'cancelled') return '解約しました。これまでのご利用、ありがとうございました。'
  if (cancelsOn !== null) return `解約のお手続きを承りました。${formatDay(cancelsOn)}に解約となります。`
  return '解約の予約を取り消しました。引き続きご利用いただけます。'
}
