import type { Context, Hono } from 'hono'
import {
  cancellationEffect,
  findContract,
  type RefusalCode,
  reserveCancellation,
  type StoredContract,
  withdrawCancellation,
} from '../../contracts/index.ts'
import type { Customer } from '../../customers/index.ts'
import { dayIn, readShop } from '../../site/index.ts'
import { assetUrls, formToken, Notice, send } from '../ui/index.ts'
import { CancelPage, ContractPage } from './contract-pages.tsx'
import { type Done, doneWords } from './contract-words.ts'
import { isId, type MypageParts, memberRoutes } from './parts.tsx'

const pageOf = (c: Context) => `/mypage/contracts/${c.req.param('id')}`

/** `/mypage/contracts/:id`: one contract, its reservation and the withdrawal of it. */
export function contractRoutes(app: Hono, parts: MypageParts): void {
  const member = memberRoutes(app, parts)
  member.get('/mypage/contracts/:id', (c, customer) =>
    withContract(c, parts, customer, (contract) => sendContract(c, parts, contract, null)),
  )
  member.get('/mypage/contracts/:id/cancel', (c, customer) =>
    withContract(c, parts, customer, (contract) =>
      contract.state === 'cancelled' || contract.cancelsOn !== null
        ? c.redirect(pageOf(c), 303)
        : sendCancel(c, parts, contract, null),
    ),
  )
  member.post('/mypage/contracts/:id/cancel', pageOf, (c, customer, { shown = '' }) =>
    withContract(c, parts, customer, async ({ id }) => {
      const acted = await reserveCancellation(parts, { ...actOf(id, customer), shown })
      const { contract, refusal } = await after(parts, id, acted)
      if (refusal?.code === 'moved_on') return sendCancel(c, parts, contract, refusal.message)
      const done = contract.state === 'cancelled' ? 'cancelled' : 'reserved'
      // Sent twice, or staff were faster: what was asked for is so.
      const isSo = (contract.cancelsOn ?? 'at_once') === shown
      return refusal && !isSo ? sendContract(c, parts, contract, refusal.message) : redirectDone(c, done)
    }),
  )
  member.post('/mypage/contracts/:id/withdraw', pageOf, (c, customer) =>
    withContract(c, parts, customer, async ({ id }) => {
      const acted = await withdrawCancellation(parts, actOf(id, customer))
      const { contract, refusal } = await after(parts, id, acted)
      const isSo = refusal?.code === 'not_reserved'
      return refusal && !isSo ? sendContract(c, parts, contract, refusal.message) : redirectDone(c, 'withdrawn')
    }),
  )
}

function actOf(contractId: string, { id }: Customer) {
  return { contractId, actor: { kind: 'customer', id } } as const
}

/** A page that is loaded again does nothing again. */
function redirectDone(c: Context, done: Done): Response {
  return c.redirect(`${pageOf(c)}?done=${done}`, 303)
}

/** The contract after an act, and why that was refused. */
async function after(
  { db }: MypageParts,
  id: string,
  acted: { kind: 'done'; contract: StoredContract } | { kind: 'refused'; code: RefusalCode; message: string },
) {
  if (acted.kind === 'done') return { contract: acted.contract, refusal: null }
  const contract = await findContract(db, id)
  if (contract === null) throw new Error(`contract ${id} is gone`)
  return { contract, refusal: acted }
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
  problem: string | null,
): Promise<Response> {
  const { shop, today } = await momentOf(parts)
  const done = problem === null ? doneWords(contract, c.req.query('done')) : null
  const body = <ContractPage {...{ contract, today, done, problem }} formToken={formToken(c, parts)} />
  const page = { title: 'ご契約の内容', body, scripts: [assetUrls.script] }
  return send(c, shop, page, { status: problem === null ? 200 : 409 })
}

async function sendCancel(
  c: Context,
  parts: MypageParts,
  contract: StoredContract,
  problem: string | null,
): Promise<Response> {
  const { shop, today } = await momentOf(parts)
  const effect = cancellationEffect(contract, today)
  const body = <CancelPage {...{ contract, effect, problem }} formToken={formToken(c, parts)} />
  const page = { title: '解約のお手続き', body, scripts: [assetUrls.script] }
  return send(c, shop, page, { status: problem === null ? 200 : 409 })
}
