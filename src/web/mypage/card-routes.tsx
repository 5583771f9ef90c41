import type { Context, Hono } from 'hono'
import {
  type CardChange,
  listChargesOfCardChange,
  listContractsOfCustomer,
  readCardChange,
  type StoredContract,
  startCardChange,
} from '../../contracts/index.ts'
import type { Customer } from '../../customers/index.ts'
import { currentGateway } from '../../payments/index.ts'
import { readShop } from '../../site/index.ts'
import { assetUrls, formToken, Notice, send } from '../ui/index.ts'
import { CardActionPage, CardPage, CardSavedPage, CardWaitingPage, declinedWords } from './card-pages.tsx'
import { isId, type MypageParts, memberRoutes } from './parts.tsx'

const PAGE = '/mypage/card'
const TOKEN = /^[\w.-]{1,200}$/
/** How often the waiting page looks again, in seconds. */
const LOOK_AGAIN = 3

/** `/mypage/card`: a new card for every contract of the customer that is paid by card. */
export function cardRoutes(app: Hono, parts: MypageParts): void {
  const member = memberRoutes(app, parts)
  member.get(PAGE, (c, customer) => sendCardPage(c, parts, customer, null))
  member.post(
    PAGE,
    () => PAGE,
    async (c, customer, { cardToken = '' }) => {
      if (!TOKEN.test(cardToken)) return sendCardPage(c, parts, customer, 'カード情報を入力してください。')
      const change = await startCardChange(parts, {
        customerId: customer.id,
        token: cardToken,
        clientAddress: parts.clientAddress(c),
        returnUrl: `${parts.baseUrl}${PAGE}/{id}`,
      })
      if (change.kind === 'refused') return sendCardPage(c, parts, customer, change.message)
      if (change.state === 'declined') return sendCardPage(c, parts, customer, declinedWords(change.failure))
      return c.redirect(`${PAGE}/${change.id}`, 303)
    },
  )
  // The gateway's page sends the cardholder back here; what it says in the address counts for nothing.
  member.get(`${PAGE}/:id`, async (c, customer) => {
    const id = c.req.param('id') ?? ''
    const change = isId(id) ? await readCardChange(parts, { customerId: customer.id, changeId: id }) : null
    if (change === null) return c.redirect('/mypage', 303)
    return sendChange(c, parts, customer, change)
  })
}

async function cardContracts(parts: MypageParts, customer: Customer): Promise<StoredContract[]> {
  const contracts = await listContractsOfCustomer(parts.db, customer.id)
  return contracts.filter(({ method, state }) => method === 'card' && state !== 'cancelled')
}

async function sendCardPage(
  c: Context,
  parts: MypageParts,
  customer: Customer,
  problem: string | null,
): Promise<Response> {
  const [shop, gateway, contracts] = await Promise.all([
    readShop(parts.db, parts),
    currentGateway(parts.db, parts),
    cardContracts(parts, customer),
  ])
  if (gateway === null || contracts.length === 0) {
    const title = gateway === null ? 'ただいまカードを変更できません' : 'カードでお支払いのご契約はありません'
    const body = (
      <Notice title={title} action={{ href: '/mypage', text: '会員ページに戻る' }}>
        <p>
          {gateway === null
            ? 'お手数ですが、しばらくしてからもう一度お試しください。'
            : 'カードの登録は必要ありません。'}
        </p>
      </Notice>
    )
    return send(c, shop, { title, body }, { status: 409 })
  }
  const body = <CardPage {...{ gateway, contracts, problem }} formToken={formToken(c, parts)} />
  const { scriptUrl, origin } = gateway.browser
  const page = { title: 'カードの変更', body, scripts: [scriptUrl, assetUrls.script] }
  return send(c, shop, page, { status: problem === null ? 200 : 422, gatewayOrigin: origin })
}

async function sendChange(c: Context, parts: MypageParts, customer: Customer, change: CardChange): Promise<Response> {
  const shop = await readShop(parts.db, parts)
  switch (change.state) {
    case 'saved': {
      const [charges, contracts] = await Promise.all([
        listChargesOfCardChange(parts.db, { customerId: customer.id, changeId: change.id }),
        cardContracts(parts, customer),
      ])
      const body = <CardSavedPage charges={charges} owing={contracts.filter(({ cardState }) => cardState !== 'ok')} />
      return send(c, shop, { title: 'カードを登録しました', body })
    }
    case 'declined':
      return sendCardPage(c, parts, customer, declinedWords(change.failure))
    case 'started':
    case 'unknown': {
      if (change.actionUrl === null) {
        const refresh = { seconds: LOOK_AGAIN }
        return send(c, shop, { title: 'カードの登録を確認しています', body: <CardWaitingPage />, refresh })
      }
      const url = change.actionUrl
      return send(c, shop, { title: '本人認証', body: <CardActionPage url={url} />, refresh: { seconds: 1, url } })
    }
  }
}
