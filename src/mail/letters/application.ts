import { formatYen } from '../../platform/money.ts'
import type { LettersOf } from './definition.ts'
import { ofApplication, ofInvitation, ofNextCharge, sampleApplication, sampleLink } from './facts.ts'
import { foot, invitation, memberFoot, notYou, opening, rule } from './phrases.ts'

/** 申し込み. */
export const applicationLetters: LettersOf<
  'application_accepted' | 'application_not_charged' | 'application_cancelled'
> = {
  application_accepted: {
    label: '申し込みの受付(カード決済)',
    when: 'クレジットカードでの申し込みが完了したときに送ります。',
    optional: false,
    placeholders: { ...ofApplication, ...ofNextCharge, ...ofInvitation },
    initial: {
      subject: '【{{ショップ名}}】お申し込みありがとうございます({{申込番号}})',
      body: `${opening}
このたびは「{{商品}}」にお申し込みいただき、誠にありがとうございます。
以下の内容でお申し込みを承り、お支払いの手続きが完了いたしました。

${rule}
申込番号: {{申込番号}}
商品: {{商品}}
金額: {{金額}}
お支払い方法: クレジットカード
次回のご請求日: {{次回のご請求日}}
${rule}

${invitation}

【毎月のお支払いと解約について】
次回は{{次回のご請求日}}に、その後も毎月お申し込み日と同じ日(その日がない月は月末日)に、ご登録のカードへ自動でご請求いたします。
解約をご希望の場合は、次回のご請求日の前日までに、会員ページからお手続きください。

${notYou}

${memberFoot}`,
    },
    sample: (scene) => ({
      kind: 'application_accepted',
      application: sampleApplication(scene),
      invitation: sampleLink(scene, '/register', 7),
    }),
  },

  application_not_charged: {
    label: '申し込みの決済が完了しなかったお知らせ',
    when: '申し込みページでのカード決済の結果をあとから確認し、決済されていなかったときに送ります。',
    optional: false,
    placeholders: {
      申込番号: ofApplication.申込番号,
      商品: ofApplication.商品,
      理由: { meaning: '決済が完了しなかった理由', value: ({ reason }) => reason },
      申し込みページのURL: { meaning: 'もう一度申し込むためのページ', value: ({ applyUrl }) => applyUrl },
    },
    initial: {
      subject: '【{{ショップ名}}】お支払いが完了しませんでした({{申込番号}})',
      body: `${opening}
「{{商品}}」のお申し込みについて、決済の結果を確認しておりましたが、お支払いは完了しておりませんでした。

申込番号: {{申込番号}}
理由: {{理由}}

お申し込みは成立しておらず、代金は発生しておりません。
お手数をおかけして恐れ入りますが、引き続きご希望の場合は、下記のページからあらためてお申し込みください。
{{申し込みページのURL}}

${notYou}

${foot}`,
    },
    sample: (scene) => ({
      kind: 'application_not_charged',
      application: { ...sampleApplication(scene), nextChargeOn: null },
      reason: 'カード会社との通信が途切れ、決済は行われませんでした。',
      applyUrl: `${scene.baseUrl}/apply/mihon`,
    }),
  },

  application_cancelled: {
    label: '申し込みの取り消し',
    when: '管理画面で申し込みを取り消したときに送ります。',
    optional: false,
    placeholders: {
      ...ofApplication,
      返金額: {
        meaning: '返金する場合だけにあります',
        value: ({ refundedYen }) => (refundedYen === null ? '' : formatYen(refundedYen)),
      },
    },
    initial: {
      subject: '【{{ショップ名}}】お申し込みの取り消しのお知らせ({{申込番号}})',
      body: `${opening}
下記のお申し込みを取り消しましたので、お知らせいたします。

${rule}
申込番号: {{申込番号}}
商品: {{商品}}
金額: {{金額}}
返金額: {{返金額}}
${rule}

このお申し込みについて、今後のご請求はございません。

【ご返金について】
お支払いいただいた代金から、{{返金額}}を返金いたします。
カードでお支払いの場合は、カード会社を通じて返金いたします。ご利用明細に反映されるまで、1か月ほどかかることがあります。
お振り込みでお支払いの場合は、返金の方法をあらためてご連絡いたします。

取り消しについてご不明な点がありましたら、お手数ですが、下記のお問い合わせ先までご連絡ください。

${memberFoot}`,
    },
    sample: (scene) => ({
      kind: 'application_cancelled',
      application: sampleApplication(scene),
      refundedYen: 3_980,
    }),
  },
}
