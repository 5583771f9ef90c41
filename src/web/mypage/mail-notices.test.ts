import { beforeAll, describe, expect, it } from 'vitest'
import { memberPages, wordsOf } from '../../../tests/support/member-pages.ts'
import { openReturnDesk, type ReturnDesk } from '../../../tests/support/return-desk.ts'
import { correctEmail, liftMailStop, readProfile } from '../../customers/index.ts'
import { listMailStops } from '../../mail/index.ts'

const pages = memberPages()
const staff = { kind: 'staff', id: 's1', name: '店長' } as const
let desk: ReturnDesk
beforeAll(() => {
  desk = openReturnDesk(pages.database.db, new Date('2026-11-23T05:00:00Z'))
})

const NOT_ARRIVING = 'ご登録のメールアドレスにメールが届いていません'
const NO_NEWS = '現在、ご案内のメールをお送りしていません。'

describe('a customer whom mail does not reach', () => {
  it('is asked for a new address, on both pages, until there is one', async () => {
    const { visitor, email, customerId } = await pages.member()
    expect(wordsOf(await visitor.open('/mypage'))).not.toContain(NOT_ARRIVING)
    await desk.comesBack(email, 'vanished')
    for (const path of ['/mypage', '/mypage/profile']) {
      const page = await visitor.open(path)
      expect(wordsOf(page)).toContain(NOT_ARRIVING)
      expect(wordsOf(page)).toContain(`${email} へお送りしたメールが届かず、戻ってきました。`)
      expect(page.html).toContain('<a href="/mypage/profile#email">')
    }
    expect((await visitor.open('/mypage/profile')).html).toContain('id="email"')
    await correctEmail(pages.selling.context, customerId, `new-${email}`, staff)
    for (const path of ['/mypage', '/mypage/profile'])
      expect(wordsOf(await visitor.open(path))).not.toContain(NOT_ARRIVING)
  })
})

describe('a customer who reported a letter as spam', () => {
  it('reads beside the tick that letters stop, and ticking it lets them go again', async () => {
    const { visitor, email, customerId } = await pages.member()
    await desk.comesBack(email, 'complaint')
    expect(wordsOf(await visitor.open('/mypage'))).not.toMatch(/迷惑メール|届いていません/)
    const form = await visitor.open('/mypage/profile')
    expect(wordsOf(form)).toContain(`お知らせのメールを受け取る ${NO_NEWS}ふたたびお受け取りになる場合は、上にチェック`)
    const page = await visitor.send('/mypage/profile', { ...form.fields, newsletter: 'yes' })
    expect(wordsOf(page)).toContain('お客様情報を変更しました。')
    expect(wordsOf(page)).not.toContain(NO_NEWS)
    expect(await listMailStops(pages.database.db, customerId)).toEqual([])
    expect(await readProfile(pages.database.db, customerId)).toMatchObject({ newsletter: true })
  })

  it('finds the tick empty also where staff had set it, and sets it', async () => {
    const { visitor, email, customerId } = await pages.member()
    await desk.comesBack(email, 'complaint')
    const wish = { newsletter: true }
    await pages.database.db.updateTable('customers').set(wish).where('id', '=', customerId).execute()
    const form = await visitor.open('/mypage/profile')
    expect(form.fields).not.toHaveProperty('newsletter')
    await visitor.send('/mypage/profile', { ...form.fields, newsletter: 'yes' })
    expect(await listMailStops(pages.database.db, customerId)).toEqual([])
  })

  it('stays where letters stop when something else is changed', async () => {
    const { visitor, email, customerId } = await pages.member()
    await desk.comesBack(email, 'complaint')
    const form = await visitor.open('/mypage/profile')
    await visitor.send('/mypage/profile', { ...form.fields, givenName: '華子' })
    expect(await listMailStops(pages.database.db, customerId)).toMatchObject([{ cause: 'complained' }])
    await liftMailStop(pages.selling.context, customerId, 'complained', 'ご希望', staff)
    expect(wordsOf(await visitor.open('/mypage/profile'))).not.toContain(NO_NEWS)
  })
})
