import { beforeEach, describe, expect, it } from 'vitest'
import { type Member, memberPages, wordsOf } from '../../../tests/support/member-pages.ts'
import { contractOf, forgetAll, renewAll, renewalsOf, setCard, settleAll } from '../../../tests/support/subscribers.ts'
import type { Page } from '../../../tests/support/visitor.ts'
import { cancelNow } from '../../contracts/index.ts'

const pages = memberPages()
beforeEach(async () => {
  await forgetAll(pages.selling)
  await pages.selling.setGateway({})
  pages.selling.clock.set('2026-11-23T05:00:00Z')
})

const GOOD = '5555555555554444'
const DECLINED = '4000000000000002'
const EXPIRED = '4000000000000069'
const DECLINED_LATER = '4000000000000341'
const ASKS_CARDHOLDER = '4000000000003220'
const NEVER_ANSWERS = '4000000000000408'
const HANGS_UP = '4000000000000523'

const openCard = (member: Member) => member.visitor.open('/mypage/card')
/** Sends the form as the page's script does: with the gateway's token of this card. */
async function give(member: Member, number: string): Promise<Page> {
  const { fields } = await openCard(member)
  return member.visitor.send('/mypage/card', { ...fields, cardToken: await pages.selling.cardToken(number) })
}
const stored = (member: Member) => contractOf(pages.selling, member)
const last4Of = async (member: Member) => ((await stored(member)).savedCard as { last4: string }).last4

/** Its second month was charged to this card, and refused. */
async function owing(card: string): Promise<Member> {
  const member = await pages.member()
  await setCard(pages.selling, member, card)
  pages.selling.clock.set('2026-12-23T00:00:00Z')
  await renewAll(pages.selling)
  return member
}
const retrying = () => owing(DECLINED_LATER)
const unpayable = () => owing(EXPIRED)

describe('the page of a card', () => {
  it('that is good names the contracts and the card they have, and asks for no money', async () => {
    const member = await pages.member()
    const page = await openCard(member)
    expect(page.status).toBe(200)
    const words = wordsOf(page)
    expect(words).toContain(`ピアノ・オンラインレッスン(契約番号 ${member.number}) 現在のカード: Visa 下4桁 4242`)
    expect(words).toContain('カードを登録する')
    expect(words).not.toContain('お支払いが完了していない')
  })

  it('lets nothing but the gateway’s script see the number', async () => {
    const page = await openCard(await pages.member())
    const [field = ''] = /<input[^>]*id="card-number"[^>]*>/.exec(page.html) ?? []
    expect(field).not.toContain('name=')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`connect-src 'self' ${pages.selling.sandbox.url};`)
    expect(page.html).toContain(`src="${pages.selling.sandbox.url}/gateway`)
  })

  it.each([
    ['is tried again', retrying],
    ['cannot be charged any more', unpayable],
  ])('that %s says what will be paid at once', async (_, made) => {
    const words = wordsOf(await openCard(await made()))
    expect(words).toContain('お支払いが完了していない月額3,980円を、登録と同時に')
    expect(words).toContain('カードを登録して支払う')
  })

  it('is none where nothing is paid by card', async () => {
    const cancelled = await pages.member()
    await cancelNow(pages.selling.context, {
      contractId: cancelled.contractId,
      actor: { kind: 'staff', id: 's1', name: '店長' },
    })
    for (const member of [cancelled, await pages.member('by transfer')]) {
      const page = await openCard(member)
      expect(page.status).toBe(409)
      expect(wordsOf(page)).toContain('カードでお支払いのご契約はありません')
    }
  })

  it('says so where the shop takes no cards for now', async () => {
    const member = await pages.member()
    await pages.selling.setGateway({ gateway: 'none' })
    const page = await openCard(member)
    expect(page.status).toBe(409)
    expect(wordsOf(page)).toContain('ただいまカードを変更できません')
  })

  it('asks for a login, and is where that leads', async () => {
    expect((await pages.stranger().open('/mypage/card')).fields.next).toBe('/mypage/card')
    expect((await pages.stranger().send('/mypage/card', { cardToken: 'x' })).fields.next).toBe('/mypage/card')
  })

  it('takes no card from a form that is not ours', async () => {
    const member = await pages.member()
    const cardToken = await pages.selling.cardToken(GOOD)
    const page = await member.visitor.send('/mypage/card', { cardToken, formToken: 'x' })
    expect(page.status).toBe(403)
    expect(await last4Of(member)).toBe('4242')
  })
})

describe('a new card', () => {
  it('is told to be used from the next payment on', async () => {
    const member = await pages.member()
    const page = await give(member, GOOD)
    expect(page.path).toMatch(/^\/mypage\/card\/[0-9a-f-]{36}$/)
    expect(wordsOf(page)).toContain('カードを登録しました 次回のお支払いから、新しいカードを使います。')
    expect(await last4Of(member)).toBe('4444')
    expect(await renewalsOf(pages.selling, member)).toEqual([])
    const contract = await member.visitor.open(`/mypage/contracts/${member.contractId}`)
    expect(wordsOf(contract)).toMatch(/下4桁 4444\(有効期限 2040年12月\)/)
  })

  it.each([
    ['is tried again', retrying],
    ['is unpayable', unpayable],
  ])('pays at once what %s, and says how much', async (_, made) => {
    const member = await made()
    const page = await give(member, GOOD)
    expect(wordsOf(page)).toContain(
      '「ピアノ・オンラインレッスン」の月額3,980円を、新しいカードでお支払いいただきました。',
    )
    expect(await stored(member)).toMatchObject({ state: 'active', cardState: 'ok', termNo: 1 })
    // Looking again neither pays again nor forgets.
    expect(wordsOf(await member.visitor.open(page.path))).toBe(wordsOf(page))
    expect(await renewalsOf(pages.selling, member)).toHaveLength(2)
  })

  it('that is saved but cannot pay says that it is not paid, why, and what to do', async () => {
    const member = await unpayable()
    const page = await give(member, DECLINED_LATER)
    const words = wordsOf(page)
    expect(words).toContain('カードを登録しましたが、お支払いが完了していません')
    expect(words).toContain('月額3,980円は、お支払いが完了しませんでした。')
    expect(words).toContain('カード会社により決済が承認されませんでした。')
    expect(words).not.toMatch(/次回のお支払いから|お支払いいただきました/)
    expect(page.html).toContain('href="/mypage/card"')
    expect(await stored(member)).toMatchObject({ state: 'suspended', cardState: 'unpayable' })
    expect(await last4Of(member)).toBe('0341')
    await give(member, GOOD)
    expect(wordsOf(await member.visitor.open(page.path))).not.toContain('完了しませんでした')
  })

  it('that is saved while its charge stays unknown says that it is looked into', async () => {
    const member = await unpayable()
    const page = await give(member, NEVER_ANSWERS)
    expect(wordsOf(page)).toContain('「ピアノ・オンラインレッスン」の月額のお支払いを確認しています。')
    await settleAll(pages.selling)
    expect(wordsOf(await member.visitor.open(page.path))).toContain('お支払いいただきました')
  })

  it('that is declined is explained on the form, and the old one stays', async () => {
    const member = await pages.member()
    const page = await give(member, DECLINED)
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toMatch(
      /^カードを登録できませんでした。カード会社により決済が承認されませんでした。カード情報をご確認いただくか、/,
    )
    expect(page.html).toContain('id="card-number"')
    expect(await last4Of(member)).toBe('4242')
  })

  it.each(['', 'not a token', '<b>'])('is asked for where the token is %j', async (cardToken) => {
    const member = await pages.member()
    const { fields } = await openCard(member)
    const page = await member.visitor.send('/mypage/card', { ...fields, cardToken })
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('カード情報を入力してください。')
  })

  it('sent twice is saved once', async () => {
    const member = await retrying()
    const { fields } = await openCard(member)
    const filled = { ...fields, cardToken: await pages.selling.cardToken(GOOD) }
    const first = await member.visitor.send('/mypage/card', filled)
    const second = await member.visitor.send('/mypage/card', filled)
    expect(wordsOf(first)).toContain('お支払いいただきました')
    expect(second.status).toBe(422)
    expect((await renewalsOf(pages.selling, member)).map(({ state }) => state)).toEqual(['declined', 'succeeded'])
    expect(await last4Of(member)).toBe('4444')
  })
})

describe('3-D Secure', () => {
  /** From our page on to the gateway's, and back to where that sends the cardholder. */
  async function confirm(page: Page, result: 'ok' | 'cancel'): Promise<string> {
    const [, url = ''] = /<a class="button" href="([^"]*)">本人認証へ進む</.exec(page.html) ?? []
    expect(url).toContain(`${pages.selling.sandbox.url}/gateway/3ds/`)
    expect(page.html).toContain(`http-equiv="refresh" content="1;url=${url}"`)
    const body = new URLSearchParams({ result })
    const back = await fetch(url, { method: 'POST', body, redirect: 'manual' })
    const { pathname, search } = new URL(back.headers.get('location') ?? '')
    return pathname + search
  }

  it('confirmed: the card is saved, and what is open is paid', async () => {
    const member = await retrying()
    const page = await give(member, ASKS_CARDHOLDER)
    expect(page.html).toContain('href="/mypage/card">別のカードを使う')
    const saved = await member.visitor.open(await confirm(page, 'ok'))
    expect(wordsOf(saved)).toContain('お支払いいただきました')
    expect(await last4Of(member)).toBe('3220')
  })

  it('given up: the form again, with the reason', async () => {
    const member = await pages.member()
    const back = await member.visitor.open(await confirm(await give(member, ASKS_CARDHOLDER), 'cancel'))
    expect(back.status).toBe(422)
    expect(wordsOf(back)).toContain('本人認証が完了しなかったため')
    expect(back.html).toContain('id="card-number"')
    expect(await last4Of(member)).toBe('4242')
  })

  it('left for another card: the first one says that it does not count', async () => {
    const member = await pages.member()
    const left = await give(member, ASKS_CARDHOLDER)
    await give(member, GOOD)
    const page = await member.visitor.open(left.path)
    expect(wordsOf(page)).toContain('そのあとに、別のカードの登録が始まりました。')
    expect(await last4Of(member)).toBe('4444')
  })

  it('of somebody else shows nothing', async () => {
    const [member, other] = [await pages.member(), await pages.member()]
    const { path } = await give(other, GOOD)
    for (const odd of [path, '/mypage/card/x']) expect((await member.visitor.open(odd)).path).toBe('/mypage')
  })
})

describe('an answer that does not come', () => {
  it('is waited for on a page that looks again, until the card is found', async () => {
    const member = await pages.member()
    // Neither the call that saves it is answered, nor the first one that asks for it.
    pages.selling.sandbox.world.faults.gateway = { mode: '500', timesLeft: 2, delayMs: 0, afterAccepting: true }
    const page = await give(member, GOOD)
    expect(page.status).toBe(200)
    expect(page.html).toContain('http-equiv="refresh" content="3"')
    expect(wordsOf(page)).toContain('カードの登録を確認しています')
    expect(wordsOf(await member.visitor.open(page.path))).toContain('カードを登録しました')
    expect(await last4Of(member)).toBe('4444')
  })

  it('ends as declined when the gateway never heard of it', async () => {
    const member = await pages.member()
    const page = await give(member, HANGS_UP)
    expect(page.html).toContain('http-equiv="refresh"')
    await settleAll(pages.selling, 2)
    const ended = await member.visitor.open(page.path)
    expect(ended.status).toBe(422)
    expect(wordsOf(ended)).toContain('カードを登録できませんでした。')
  })
})
