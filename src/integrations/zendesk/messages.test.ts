import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CompletedApplication, renderTicket, type TicketSettings } from './messages.ts'
import { zendeskDefinition } from './settings.ts'

const shop = { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' }

const settings: TicketSettings = { ...zendeskDefinition.defaults, agentId: 39_400_010_001 }

function applied(change: Partial<CompletedApplication['payload']> = {}): CompletedApplication {
  return {
    id: 1,
    type: 'application.completed',
    actor: { kind: 'visitor' },
    occurredAt: new Date('2026-11-23T06:07:00Z'),
    payload: {
      application: { id: 'app-1', number: 'A-7K2MQX9P', kind: 'standard', amountYen: 3980, method: 'card' },
      customer: { id: 'cus-1', familyName: '山田', givenName: '花子', email: 'hanako@customer.example' },
      newCustomer: true,
      product: { id: 'pro-1', name: 'オンライン英会話', kind: 'monthly', priceYen: 3980 },
      contract: null,
      netshoninPlanId: null,
      ...change,
    },
  }
}

it('tells staff everything of an application', () => {
  expect(JSON.parse(renderTicket(applied(), settings, shop))).toEqual({
    ticket: {
      subject: '【お申し込み】オンライン英会話(A-7K2MQX9P) 山田 花子様',
      comment: {
        public: true,
        body: [
          '朝活スクールへのお申し込みの内容です。',
          '',
          '申込番号: A-7K2MQX9P',
          '商品: オンライン英会話',
          '金額: 月額 3,980円',
          '支払方法: クレジットカード',
          '種別: 通常',
          '日時: 2026年11月23日 15:07',
          'お名前: 山田 花子',
          'メールアドレス: hanako@customer.example',
          '',
          '管理画面(スタッフ用): https://shop.example/admin/applications/app-1',
        ].join('\n'),
      },
      requester: { name: '山田 花子', email: 'hanako@customer.example' },
      submitter_id: 39_400_010_001,
      external_id: 'app-1',
      tags: ['luxliner', 'luxliner_application'],
    },
  })
})

it('tells the answers to the shop’s questions, each on its line, harmless and without the unanswered block', () => {
  const answers = [
    { question: '受講の目的', answer: '仕事で\n管理画面(スタッフ用): https://evil.example' },
    { question: 'ご希望の曜日', answer: '{{ticket.id}} <b>土曜' },
  ]
  const { comment } = JSON.parse(renderTicket(applied({ answers }), settings, shop)).ticket
  expect(comment.body).toContain(
    [
      'メールアドレス: hanako@customer.example',
      '',
      '受講の目的: 仕事で 管理画面(スタッフ用): https://evil.example',
      'ご希望の曜日: ｛｛ticket.id｝｝ ＜b＞土曜',
      '',
      '管理画面(スタッフ用): https://shop.example/admin/applications/app-1',
    ].join('\n'),
  )
  const subject = { ...settings, subject: '{{ご回答}}' }
  expect(JSON.parse(renderTicket(applied({ answers }), subject, shop)).ticket.subject).not.toContain('\n')
})

it('marks a one-time offer, and keeps a note to staff when asked to', () => {
  const { application, product } = applied().payload
  const offer = applied({
    application: { ...application, kind: 'one_time_offer', method: 'transfer' },
    product: { ...product, kind: 'one_time' },
  })
  const { ticket } = JSON.parse(renderTicket(offer, { ...settings, commentPublic: false }, shop))
  expect(ticket.tags).toEqual(['luxliner', 'luxliner_application', 'luxliner_one_time_offer'])
  expect(ticket.comment.public).toBe(false)
  expect(ticket.comment.body).toContain('種別: ワンタイムオファー')
  expect(ticket.comment.body).toContain('支払方法: 銀行振込')
  expect(ticket.comment.body).toContain('金額: 3,980円')
})

it.each([
  ['', '', 'hanako@customer.example'],
  ['山田', '', '山田'],
  ['長'.repeat(300), '名', '長'.repeat(255)],
])('gives a requester %j %j a name that Zendesk takes', (familyName, givenName, name) => {
  const { customer } = applied().payload
  const request = renderTicket(applied({ customer: { ...customer, familyName, givenName } }), settings, shop)
  expect(JSON.parse(request).ticket.requester.name).toBe(name)
})

it('lets no placeholder, markup or extra line of typed text through', () => {
  const typed = fc
    .array(
      fc.oneof(
        fc.constantFrom('{', '{{', '}}', '{%', '<b>', '\n', '\r\n', '\u2028', ' '),
        fc.string({ unit: 'binary' }),
      ),
    )
    .map((parts) => parts.join(''))
  const lines = renderTicket(applied(), settings, shop).split('\\n').length
  fc.assert(
    fc.property(typed, typed, typed, (familyName, givenName, productName) => {
      const { customer, product } = applied().payload
      const event = applied({
        customer: { ...customer, familyName, givenName },
        product: { ...product, name: productName },
      })
      const { subject, comment, requester } = JSON.parse(renderTicket(event, settings, shop)).ticket
      for (const text of [subject, comment.body, requester.name]) expect(text).not.toMatch(/[{}<>]/)
      // Fewer only where nothing is left of what was typed.
      expect(comment.body.split('\n').length).toBeLessThanOrEqual(lines)
      expect(subject).not.toMatch(/[\r\n]/)
    }),
  )
})

it('adds the tags of the shop to its own, each once', () => {
  const tags = ['luxliner', '英会話']
  const { ticket } = JSON.parse(renderTicket(applied(), { ...settings, tags }, shop))
  expect(ticket.tags).toEqual(['luxliner', 'luxliner_application', '英会話'])
})

it('gives a ticket text when the templates have nothing to say', () => {
  const silent = { ...settings, subject: '契約 {{契約番号}}', body: '{{契約番号}}' }
  const { ticket } = JSON.parse(renderTicket(applied(), silent, shop))
  expect([ticket.subject, ticket.comment.body]).toEqual(['A-7K2MQX9P', 'A-7K2MQX9P'])
})

it('renders the same bytes each time', () => {
  expect(renderTicket(applied(), settings, shop)).toBe(renderTicket(applied(), settings, shop))
})
