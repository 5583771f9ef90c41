import { beforeEach, describe, expect, it } from 'vitest'
import { type Member, memberPages, wordsOf } from '../../../tests/support/member-pages.ts'
import { contractOf, forgetAll, renewAll, setCard, watchAll } from '../../../tests/support/subscribers.ts'
import { cancelNow, reserveCancellation, resumeByHand } from '../../contracts/index.ts'

const pages = memberPages()
beforeEach(async () => {
  await forgetAll(pages.selling)
  pages.selling.clock.set('2026-11-23T05:00:00Z')
})

const staff = { kind: 'staff', id: 's1', name: '店長' } as const
const EXPIRED = '4000000000000069'
const DECLINES_LATER = '4000000000000341'

const pageOf = ({ contractId }: Member) => `/mypage/contracts/${contractId}`
const openContract = (member: Member) => member.visitor.open(pageOf(member))
const openCancel = (member: Member) => member.visitor.open(`${pageOf(member)}/cancel`)
const sendCancel = (member: Member, fields: Record<string, string>) =>
  member.visitor.send(`${pageOf(member)}/cancel`, fields)
const reserve = async (member: Member) => sendCancel(member, (await openCancel(member)).fields)
const withdraw = async (member: Member) =>
  member.visitor.send(`${pageOf(member)}/withdraw`, (await openContract(member)).fields)
const stored = (member: Member) => contractOf(pages.selling, member)
const newsOf = async (member: Member) => (await pages.selling.eventsOf(member.email)).slice(2)

/** The card was refused for good on the first day of the second month. */
async function suspended(): Promise<Member> {
  const member = await pages.member()
  await setCard(pages.selling, member, EXPIRED)
  pages.selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(pages.selling)
  return member
}

/** The card was refused on the first day of the second month, and is to be tried again. */
async function retrying(): Promise<Member> {
  const member = await pages.member(DECLINES_LATER)
  pages.selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(pages.selling)
  return member
}

describe('a contract', () => {
  it('is shown with its number, price, state, next charge and card', async () => {
    const member = await pages.member()
    const words = wordsOf(await openContract(member))
    for (const said of [
      `契約番号 ${member.number}`,
      '月額 3,980円(税込)',
      '状態 ご利用中',
      '次回のご請求日 2026年12月23日',
      'Visa 下4桁 4242(有効期限 2040年12月)',
    ])
      expect(words).toContain(said)
  })

  it('asks for a login, and is where that leads', async () => {
    const member = await pages.member()
    for (const path of [pageOf(member), `${pageOf(member)}/cancel`]) {
      const page = await pages.stranger().open(path)
      expect(page.path).toBe(`/mypage/login?next=${encodeURIComponent(path)}`)
      expect(page.fields.next).toBe(path)
      expect(page.html).not.toContain(member.number)
    }
    const sent = await pages.stranger().send(`${pageOf(member)}/cancel`, { shown: '2026-12-23' })
    expect(sent.fields.next).toBe(pageOf(member))
    expect(await newsOf(member)).toEqual([])
  })

  it('of somebody else does not exist', async () => {
    const [member, other] = [await pages.member(), await pages.member()]
    const own = await openCancel(member)
    for (const page of [
      await member.visitor.open(pageOf(other)),
      await member.visitor.open(`${pageOf(other)}/cancel`),
      await sendCancel({ ...other, visitor: member.visitor }, own.fields),
      await member.visitor.send(`${pageOf(other)}/withdraw`, own.fields),
      await member.visitor.open('/mypage/contracts/x'),
    ]) {
      expect(page.status).toBe(404)
      expect(page.html).not.toContain(other.number)
    }
    expect(await stored(other)).toMatchObject({ state: 'active' })
  })

  it('is not touched by a form that is not ours, which says so', async () => {
    const member = await pages.member()
    const { fields } = await openCancel(member)
    for (const formToken of ['', 'x', (await openCancel(await pages.member())).fields.formToken ?? '']) {
      const page = await sendCancel(member, { ...fields, formToken })
      expect(page.status).toBe(403)
      expect(wordsOf(page)).toContain('お手続きは行われていません')
      expect(page.html).toContain(`href="${pageOf(member)}"`)
    }
    expect(await stored(member)).toMatchObject({ state: 'active' })
  })
})

describe('解約', () => {
  it('shows its day first, and that is the day that is written', async () => {
    const member = await pages.member()
    const asked = await openCancel(member)
    expect(wordsOf(asked)).toContain('解約日 2026年12月23日')
    expect(wordsOf(asked)).toContain('2026年12月23日で解約する')
    expect(await stored(member)).toMatchObject({ state: 'active' })
    const done = await sendCancel(member, asked.fields)
    expect(wordsOf(done)).toContain('解約のお手続きを承りました。2026年12月23日に解約となります。')
    expect(await stored(member)).toMatchObject({ state: 'cancellation_reserved', cancelsOn: '2026-12-23' })
    // Loading the page again sends nothing again.
    expect(wordsOf(await member.visitor.open(done.path))).toBe(wordsOf(done))
    expect(await newsOf(member)).toEqual(['contract.cancellation_reserved'])
  })

  it('is withdrawn until the day before', async () => {
    const member = await pages.member()
    await reserve(member)
    pages.selling.clock.set('2026-12-22T14:59:59Z')
    const page = await withdraw(member)
    expect(wordsOf(page)).toContain('解約の予約を取り消しました。引き続きご利用いただけます。')
    expect(await stored(member)).toMatchObject({ state: 'active', cancelsOn: null })
    expect(await newsOf(member)).toEqual(['contract.cancellation_reserved', 'contract.cancellation_withdrawn'])
  })

  it('cannot be withdrawn on its day, and is not offered to be', async () => {
    const member = await pages.member()
    await reserve(member)
    const before = await openContract(member)
    pages.selling.clock.set('2026-12-22T15:00:00Z')
    const page = await member.visitor.send(`${pageOf(member)}/withdraw`, before.fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('解約予定日を迎えたため')
    expect(page.html).not.toContain('/withdraw')
    expect(await stored(member)).toMatchObject({ state: 'cancellation_reserved' })
  })

  it('sent twice is done once, and says both times that it is done', async () => {
    const member = await pages.member()
    const { fields } = await openCancel(member)
    const both = await Promise.all([sendCancel(member, fields), sendCancel(member, fields)])
    for (const page of both) expect(wordsOf(page)).toContain('解約のお手続きを承りました。')
    const { fields: back } = await openContract(member)
    const again = () => member.visitor.send(`${pageOf(member)}/withdraw`, back)
    for (const page of await Promise.all([again(), again()]))
      expect(wordsOf(page)).toContain('解約の予約を取り消しました。')
    expect(await newsOf(member)).toEqual(['contract.cancellation_reserved', 'contract.cancellation_withdrawn'])
  })

  it('guards its buttons against a double click', async () => {
    const member = await pages.member()
    const asked = await openCancel(member)
    for (const page of [asked, await sendCancel(member, asked.fields)])
      expect(page.html).toMatch(/<script src="\/assets\/apply\.js[\s\S]*<form[^>]* data-once=""/)
  })

  it('leads to the contract where it is reserved already', async () => {
    const member = await pages.member()
    await reserve(member)
    expect((await openCancel(member)).path).toBe(pageOf(member))
  })

  it('believes no address that says it was done', async () => {
    const member = await pages.member()
    for (const done of ['reserved', 'cancelled', 'x'])
      expect(wordsOf(await member.visitor.open(`${pageOf(member)}?done=${done}`))).not.toMatch(
        /承りました|解約しました/,
      )
  })
})

describe('解約 of a contract that is not paid', () => {
  it.each([
    ['suspended', suspended],
    ['retrying', retrying],
  ])('that is %s is at once, and the page says so before', async (_, made) => {
    const member = await made()
    const asked = await openCancel(member)
    expect(wordsOf(asked)).toContain('ただちに解約となります。')
    expect(wordsOf(asked)).toContain('お支払いが完了していない月額のご請求はありません')
    const done = await sendCancel(member, asked.fields)
    expect(wordsOf(done)).toContain('解約しました。これまでのご利用、ありがとうございました。')
    expect(wordsOf(done)).toContain('状態 解約済み')
    expect(done.html).not.toMatch(/\/cancel"|\/withdraw"|\/mypage\/card"/)
    expect(await stored(member)).toMatchObject({ state: 'cancelled' })
    expect(wordsOf(await sendCancel(member, asked.fields))).toContain('解約しました。')
    expect((await newsOf(member)).filter((type) => type === 'contract.cancelled')).toHaveLength(1)
  })

  it('is at once too where staff let it go on for a while', async () => {
    const member = await suspended()
    await resumeByHand(pages.selling.context, { contractId: member.contractId, actor: staff, owedOn: '2026-12-30' })
    expect(wordsOf(await openContract(member))).toContain('状態 ご利用中(カードのお支払いが完了していません)')
    expect(wordsOf(await openCancel(member))).toContain('ただちに解約となります。')
  })
})

describe('a contract that is paid by transfer', () => {
  it('is renewed, not charged, and has no card to change', async () => {
    const words = wordsOf(await openContract(await pages.member('by transfer')))
    expect(words).toContain('次回の更新日 2026年12月23日')
    expect(words).toContain('お支払い方法 銀行振込')
    expect(words).not.toContain('カード')
  })

  it('whose reservation is withdrawn while it is suspended stays so, and no use is promised', async () => {
    const member = await pages.member('by transfer')
    await reserve(member)
    pages.selling.clock.set('2026-12-01T03:00:00Z')
    await watchAll(pages.selling)
    const shown = wordsOf(await openContract(member))
    expect(shown).toContain('停止中(お振り込みを確認できていません)')
    expect(shown).toContain('お振り込みを確認すると、ご利用を再開いたします')
    expect(wordsOf(await member.visitor.open('/mypage'))).toContain('お振り込み先 みどり銀行 本店 普通 1234567')
    const words = wordsOf(await withdraw(member))
    expect(words).toContain('解約の予約を取り消しました。')
    expect(words).not.toContain('引き続きご利用いただけます')
    expect(await stored(member)).toMatchObject({ state: 'suspended', cancelsOn: null })
  })
})

describe('a page that has become stale', () => {
  it('says that staff have cancelled meanwhile', async () => {
    const member = await pages.member()
    const asked = await openCancel(member)
    await cancelNow(pages.selling.context, { contractId: member.contractId, actor: staff })
    const page = await sendCancel(member, asked.fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('この契約はすでに解約されています。')
    expect(wordsOf(page)).toContain('状態 解約済み')
    const withdrawn = await member.visitor.send(`${pageOf(member)}/withdraw`, asked.fields)
    expect(wordsOf(withdrawn)).toContain('この契約はすでに解約されています。')
  })

  it('that staff have reserved meanwhile is as the customer wanted it', async () => {
    const member = await pages.member()
    const asked = await openCancel(member)
    await reserveCancellation(pages.selling.context, { contractId: member.contractId, actor: staff })
    expect(wordsOf(await sendCancel(member, asked.fields))).toContain('2026年12月23日に解約となります。')
  })

  it('shows another day before anything is done', async () => {
    const member = await pages.member()
    const asked = await openCancel(member)
    pages.selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(pages.selling)
    const page = await sendCancel(member, asked.fields)
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('解約日が変わりました')
    expect(wordsOf(page)).toContain('解約日 2027年1月23日')
    expect(await stored(member)).toMatchObject({ state: 'active' })
    expect(wordsOf(await sendCancel(member, page.fields))).toContain('2027年1月23日に解約となります。')
  })

  it('never ends at once what was to end on a day', async () => {
    const member = await pages.member()
    await setCard(pages.selling, member, EXPIRED)
    const asked = await openCancel(member)
    pages.selling.clock.set('2026-12-23T00:00:00Z')
    await renewAll(pages.selling)
    const page = await sendCancel(member, asked.fields)
    expect(wordsOf(page)).toContain('ただちに解約となります。')
    expect(await stored(member)).toMatchObject({ state: 'suspended' })
  })
})
