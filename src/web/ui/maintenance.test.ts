import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OWNER } from '../../../sandbox/demo/shop.ts'
import type { ChargeStatus } from '../../../sandbox/gateway/charges.ts'
import { fillIn, type Wish } from '../../../tests/support/applicant.ts'
import { runningShop } from '../../../tests/support/running-shop.ts'
import { createVisitor, type Page, type Visitor } from '../../../tests/support/visitor.ts'
import { createApiKey } from '../../staff/index.ts'
import type { Maintenance, MaintenanceChange } from '../api/schemas.ts'

const shop = runningShop('sample')
const MESSAGE = '棚卸しのため\n15時まで <お休み> します。'

let key: string
let people = 0
beforeAll(async () => {
  key = (await createApiKey(shop.app.db, '点検の予約')).key
})
beforeEach(() => change({ on: false, message: '' }))

async function change(wish: MaintenanceChange): Promise<Maintenance> {
  const response = await fetch(`${shop.url}/api/v1/maintenance`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Maintenance
}

/** Somebody new before 最終確認, with the form that orders. */
async function applicant(cardNumber: string): Promise<{ visitor: Visitor; confirmation: Page; email: string }> {
  people++
  const visitor = createVisitor(shop.url)
  const email = `maintenance${people}@customer.example`
  const wish: Wish = {
    ...{ slug: 'english', familyName: '山田', givenName: '花子', email, cardNumber },
    address: `198.51.100.${people}`,
  }
  const site = { url: shop.url, gatewayUrl: `${shop.sandbox.url}/gateway` }
  return { visitor, confirmation: await fillIn(site, visitor, wish), email }
}

const order = (visitor: Visitor, { fields }: Page) => visitor.send('/apply/english/complete', fields)
const charges = () => shop.world.gateway.charges.length
const settleLastCharge = (status: ChargeStatus) => {
  const charge = shop.world.gateway.charges.at(-1)
  if (charge) charge.status = status
}
/** A browser in which staff signed in. */
async function staffBrowser(): Promise<Visitor> {
  const visitor = createVisitor(shop.url)
  const response = await fetch(`${shop.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: OWNER.email, password: OWNER.password }),
  })
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    visitor.cookies.set(name, value)
  }
  return visitor
}

describe('メンテナンスモード, for visitors', () => {
  it.each(['/apply/english', '/apply/no-such-product', '/register/some-token', '/mypage', '/mypage/login'])(
    'closes %s with the shop’s own text and says when to come back',
    async (path) => {
      const resumesAt = new Date(shop.app.clock.now().getTime() + 2 * 3_600_000).toISOString()
      await change({ on: true, message: MESSAGE, resumesAt })
      const page = await createVisitor(shop.url).open(path)
      expect(page.status).toBe(503)
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(7_190)
      expect(Number(page.headers.get('retry-after'))).toBeLessThanOrEqual(7_200)
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(page.html).toContain('15時まで &lt;お休み&gt; します。')
      expect(page.html).toContain('ひだまりオンラインスクール')
      expect(page.html).toMatch(/再開予定: \d{4}\/\d{2}\/\d{2} \d{2}:\d{2}/)
    },
  )

  it('has words and a time of its own where the shop gave none, or one that is over', async () => {
    await change({ on: true, message: '', resumesAt: '2020-01-01T00:00:00Z' })
    const page = await createVisitor(shop.url).open('/apply/english')
    expect(page.headers.get('retry-after')).toBe('600')
    expect(page.html).toContain('サービスの点検を行っているため')
    expect(page.html).not.toContain('再開予定')
  })

  it.each([
    ['/admin/', 200],
    ['/api/v1/openapi.json', 200],
    ['/healthz', 200],
    ['/readyz', 200],
    ['/metrics', 200],
    ['/assets/public.css', 200],
    ['/assets/fonts/400.css', 200],
  ])('leaves %s as it is', async (path, status) => {
    await change({ on: true })
    expect((await fetch(`${shop.url}${path}`)).status).toBe(status)
  })

  it('takes nothing from one who was about to order: no charge, and the same form goes on afterwards', async () => {
    const { visitor, confirmation, email } = await applicant('4242424242424242')
    const before = charges()
    await change({ on: true, message: MESSAGE })
    const closed = await order(visitor, confirmation)
    expect(closed.status).toBe(503)
    expect(closed.html).toContain('この送信で代金が発生することはありません')
    expect(charges()).toBe(before)
    // Still closed: the page holds on to the form however often it is tried.
    const again = await order(visitor, closed)
    expect(again.fields).toEqual(confirmation.fields)
    await change({ on: false })
    const done = await order(visitor, again)
    expect(done.path).toMatch(/^\/apply\/thanks\//)
    expect(charges()).toBe(before + 1)
    const rows = await shop.app.db.selectFrom('applications').select('state').where('email', '=', email).execute()
    expect(rows).toEqual([{ state: 'completed' }])
  })

  it('never writes a password into its page', async () => {
    const visitor = createVisitor(shop.url)
    const login = await visitor.open('/mypage/login')
    await change({ on: true })
    const page = await visitor.send('/mypage/login', {
      ...login.fields,
      email: 'a@b.example',
      password: 'geheim-geheim',
    })
    expect(page.status).toBe(503)
    expect(page.html).not.toContain('geheim-geheim')
    expect(page.html).toContain('再開後にもう一度お手続きください')
  })

  it('lets money that is under way come to its end', async () => {
    const { visitor, confirmation } = await applicant('4000000000003220')
    const waiting = await order(visitor, confirmation)
    expect(waiting.path).toMatch(/^\/apply\/status\//)
    await change({ on: true })
    expect((await visitor.open(waiting.path)).status).toBe(200)
    settleLastCharge('succeeded')
    const back = await visitor.open(waiting.path.replace('status', 'return'))
    expect(back).toMatchObject({ status: 200, path: expect.stringMatching(/^\/apply\/thanks\//) })
    expect((await visitor.open('/apply/english')).status).toBe(503)
  })

  it('says to one whose card was declined meanwhile that it was, and leads to no closed form', async () => {
    const { visitor, confirmation } = await applicant('4000000000003220')
    const waiting = await order(visitor, confirmation)
    await change({ on: true })
    settleLastCharge('declined')
    const back = await visitor.open(waiting.path.replace('status', 'return'))
    expect(back.status).toBe(200)
    expect(back.html).toContain('お支払いが完了しませんでした')
    expect(back.html).not.toContain('href="/apply/english"')
  })
})

describe('メンテナンスモード, for staff', () => {
  it('is seen through, with a banner, by a signed-in browser and by nobody with a made-up cookie', async () => {
    await change({ on: true })
    const staff = await staffBrowser()
    const page = await staff.open('/apply/english')
    expect(page.status).toBe(200)
    expect(page.html).toContain('メンテナンスモード中です。')
    expect(page.html).toContain('オンライン英会話コース')
    const forged = createVisitor(shop.url)
    for (const name of staff.cookies.keys()) forged.cookies.set(name, 'made-up')
    expect((await forged.open('/apply/english')).status).toBe(503)
    await change({ on: false })
    expect((await staff.open('/apply/english')).html).not.toContain('メンテナンスモード中です。')
  })

  it('answers the API with how it stands, and refuses what it cannot be', async () => {
    const put = (body: unknown) =>
      fetch(`${shop.url}/api/v1/maintenance`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect(await change({ on: true, message: '  点検  ' })).toMatchObject({
      ...{ on: true, message: '点検', resumesAt: null, switchedBy: 'APIキー「点検の予約」' },
    })
    expect((await put({ on: true, message: 'あ'.repeat(2_001) })).status).toBe(422)
    expect((await put({ on: true, resumesAt: '15時' })).status).toBe(422)
    expect((await put({})).status).toBe(422)
    const read = await fetch(`${shop.url}/api/v1/maintenance`)
    expect(read.status).toBe(401)
  })
})
