import { addMonths, formatDay } from '../../site/index.ts'
import type { WishOf } from '../wishes.ts'
import type { LettersOf } from './definition.ts'
import { inDays, memberPageOf, ofContract, sampleContract } from './facts.ts'
import { memberFoot, neverAsked, noPassword, opening, rule } from './phrases.ts'

type SuspensionReason = WishOf<'suspended'>['reason']

const causes: Record<SuspensionReason, string> = {
  card_unpayable: 'ご登録のカードでのお支払いができなかったため',
  payment_unconfirmed: '期日までにお振り込みを確認できなかったため',
}

const waysBack: Record<SuspensionReason, (memberPage: string) => string> = {
  card_unpayable: (
    memberPage,
  ) => `下記の会員ページにログインして、新しいカードをご登録ください。お支払いが完了しだい、ご利用を再開いたします。
${memberPage}
${neverAsked}
${noPassword}`,
  payment_unconfirmed: () =>
    'お振り込みを確認できしだい、ご利用を再開いたします。お振り込み先がご不明な場合や、すでにお振り込みいただいている場合は、下記のお問い合わせ先までご連絡ください。',
}

const facts = `${rule}
契約番号: {{契約番号}}
商品: {{商品}}`

/** 契約. */
export const contractLetters: LettersOf<
  'suspended' | 'resumed' | 'cancellation_reserved' | 'cancellation_withdrawn' | 'cancelled'
> = {
  suspended: {
    label: '契約の停止',
    when: '月額のお支払いを確認できず、契約を停止したときに送ります。',
    optional: false,
    placeholders: {
      ...ofContract,
      停止の理由: {
        meaning: 'カードでお支払いができなかった、または入金を確認できなかった',
        value: ({ reason }) => causes[reason],
      },
      再開の方法: {
        meaning: '停止の理由に合わせた、お手続きのご案内',
        value: ({ reason }, shop) => waysBack[reason](memberPageOf(shop)),
        lines: true,
      },
    },
    initial: {
      subject: '【{{ショップ名}}】「{{商品}}」のご利用を停止いたしました',
      body: `${opening}
「{{商品}}」について、{{停止の理由}}、誠に恐れ入りますが、ご利用を停止いたしました。
停止の間、新たなご請求はございません。

${facts}
月額: {{月額}}
${rule}

【ご利用を再開するには】
{{再開の方法}}

${memberFoot}`,
    },
    sample: () => ({ kind: 'suspended', contract: sampleContract(), reason: 'card_unpayable' }),
  },

  resumed: {
    label: '契約の停止の解除',
    when: '停止していた契約が再開されたときに送ります。入金確認で再開したときは「入金確認のお知らせ」に含まれるため、送りません。',
    optional: true,
    placeholders: {
      ...ofContract,
      お支払い期日: {
        meaning: '管理画面で期日を決めて再開した場合だけにあります',
        value: ({ owedOn }) => (owedOn ? formatDay(owedOn) : ''),
      },
    },
    initial: {
      subject: '【{{ショップ名}}】「{{商品}}」のご利用を再開いたしました',
      body: `${opening}
停止しておりました「{{商品}}」のご利用を再開いたしましたので、お知らせいたします。

${facts}
月額: {{月額}}
${rule}

【お支払いのお願い】
まだ確認できていない月額のお支払い期日は、{{お支払い期日}}です。カードでお支払いの場合は、その日に、ご登録のカードへご請求いたします。お振り込みの場合は、その日までにお振り込みをお願いいたします。

引き続きご利用いただけます。今後とも、どうぞよろしくお願いいたします。

${memberFoot}`,
    },
    sample: (scene) => ({ kind: 'resumed', contract: sampleContract(), owedOn: inDays(scene, 7) }),
  },

  cancellation_reserved: {
    label: '解約予約の受付',
    when: 'お客様またはスタッフが、解約を予約したときに送ります。',
    optional: false,
    placeholders: {
      ...ofContract,
      解約日: { meaning: '解約となり、それ以降は請求しなくなる日', value: ({ endsOn }) => formatDay(endsOn) },
    },
    initial: {
      subject: '【{{ショップ名}}】解約のお手続きを承りました({{解約日}}付)',
      body: `${opening}
「{{商品}}」の解約のお手続きを承りました。

${facts}
解約日: {{解約日}}
${rule}

解約日の前日までは、これまでどおりご利用いただけます。解約日以降のご請求はございません。
解約を取りやめる場合は、解約日の前日までに、会員ページからお手続きください。

このお手続きにお心当たりがない場合は、お手数ですが、下記のお問い合わせ先までお知らせください。

${memberFoot}`,
    },
    sample: ({ today }) => ({
      kind: 'cancellation_reserved',
      contract: sampleContract(),
      endsOn: addMonths(today, 1),
    }),
  },

  cancellation_withdrawn: {
    label: '解約予約の取りやめ',
    when: 'お客様またはスタッフが、解約の予約を取りやめたときに送ります。',
    optional: true,
    placeholders: {
      ...ofContract,
      次回のご請求日: {
        meaning: '次に月額を請求する日',
        value: ({ nextChargeOn }) => (nextChargeOn ? formatDay(nextChargeOn) : ''),
      },
    },
    initial: {
      subject: '【{{ショップ名}}】解約を取りやめ、ご契約を継続いたします',
      body: `${opening}
「{{商品}}」の解約の取りやめを承りました。ご契約は、これまでどおり継続いたします。

${facts}
月額: {{月額}}
次回のご請求日: {{次回のご請求日}}
${rule}

このお手続きにお心当たりがない場合は、お手数ですが、下記のお問い合わせ先までお知らせください。
今後とも、どうぞよろしくお願いいたします。

${memberFoot}`,
    },
    sample: ({ today }) => ({
      kind: 'cancellation_withdrawn',
      contract: sampleContract(),
      nextChargeOn: addMonths(today, 1),
    }),
  },

  cancelled: {
    label: '解約の完了',
    when: '契約が解約になったときに送ります。',
    optional: false,
    placeholders: ofContract,
    initial: {
      subject: '【{{ショップ名}}】「{{商品}}」の解約が完了いたしました',
      body: `${opening}
「{{商品}}」の解約が完了いたしましたので、お知らせいたします。今後のご請求はございません。

${facts}
${rule}

これまでご利用いただき、誠にありがとうございました。
またの機会がございましたら、どうぞよろしくお願いいたします。

この解約にお心当たりがない場合は、お手数ですが、下記のお問い合わせ先までお知らせください。

${memberFoot}`,
    },
    sample: () => ({ kind: 'cancelled', contract: sampleContract() }),
  },
}
