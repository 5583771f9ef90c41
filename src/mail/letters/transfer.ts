import { formatDay } from '../../site/index.ts'
import type { LettersOf } from './definition.ts'
import {
  ofApplication,
  ofContract,
  ofInvitation,
  ofOpenTransfer,
  ofTransfer,
  sampleApplication,
  sampleContract,
  sampleLink,
  sampleTransfer,
} from './facts.ts'
import { invitation, memberFoot, notYou, opening, rule } from './phrases.ts'

const whereTo = `【お振り込みのご案内】
金額: {{お振り込み金額}}
期日: {{お振り込み期日}}
お振り込み番号: {{お振り込み番号}}
お振り込み先:
{{お振り込み先}}

※ 振込名義は、お名前の前にお振り込み番号を付けてご入力ください(例: {{お振り込み番号}} ヤマダハナコ)。番号がないと、ご入金の確認にお時間をいただくことがあります。
※ 恐れ入りますが、振込手数料はお客様のご負担でお願いいたします。`

const whatFollows = `ご入金を確認できましたら、メールでお知らせいたします。
期日までに確認できない場合は、ご利用を停止させていただくことがあります。`

/** お振り込み. */
export const transferLetters: LettersOf<
  'transfer_instructions' | 'transfer_due' | 'transfer_reminder' | 'transfer_confirmed'
> = {
  transfer_instructions: {
    label: '申し込みの受付とお振り込みのご案内',
    when: '銀行振込での申し込みを受け付けたときに送ります。',
    optional: false,
    placeholders: {
      申込番号: ofApplication.申込番号,
      ...ofOpenTransfer,
      次回の開始日: {
        meaning: '次の1か月が始まる日。月額の商品だけにあります',
        value: ({ application: { nextChargeOn } }) => (nextChargeOn ? formatDay(nextChargeOn) : ''),
      },
      ...ofInvitation,
    },
    initial: {
      subject: '【{{ショップ名}}】お申し込みありがとうございます(お振り込みのご案内)',
      body: `${opening}
このたびは「{{商品}}」にお申し込みいただき、誠にありがとうございます。
以下の内容でお申し込みを承りました。お手数ですが、期日までにお振り込みをお願いいたします。

${rule}
申込番号: {{申込番号}}
商品: {{商品}}
お支払い方法: 銀行振込
${rule}

${whereTo}

${whatFollows}

${invitation}

【毎月のお支払いと解約について】
月額のお支払いは1か月ごとで、次回は{{次回の開始日}}からの1か月分です。お振り込みのご案内は、そのつどメールでお送りします。
解約をご希望の場合は、{{次回の開始日}}の前日までに、会員ページからお手続きください。

${notYou}

${memberFoot}`,
    },
    sample: (scene) => ({
      kind: 'transfer_instructions',
      application: sampleApplication(scene),
      transfer: sampleTransfer(scene),
      invitation: sampleLink(scene, '/register', 7),
    }),
  },

  transfer_due: {
    label: '月額のお振り込みのご案内',
    when: '銀行振込の契約で、次の月の分のお支払いをお願いするときに送ります。',
    optional: false,
    placeholders: { 契約番号: ofContract.契約番号, ...ofOpenTransfer },
    initial: {
      subject: '【{{ショップ名}}】「{{商品}}」のお振り込みのお願い({{お振り込み期日}}まで)',
      body: `${opening}
いつもご利用いただき、誠にありがとうございます。
「{{商品}}」の次回分の月額について、ご案内いたします。お手数ですが、期日までにお振り込みをお願いいたします。

${rule}
契約番号: {{契約番号}}
商品: {{商品}}
${rule}

${whereTo}

${whatFollows}

${memberFoot}`,
    },
    sample: (scene) => ({ kind: 'transfer_due', contract: sampleContract(), transfer: sampleTransfer(scene) }),
  },

  transfer_reminder: {
    label: 'お振り込み期日のお知らせ',
    when: 'お振り込みの期日が近づいても、入金を確認できていないときに送ります。',
    optional: true,
    placeholders: ofOpenTransfer,
    initial: {
      subject: '【{{ショップ名}}】お振り込みの期日が近づいています({{お振り込み期日}}まで)',
      body: `${opening}
「{{商品}}」のお振り込みの期日が近づいてまいりましたので、あらためてご案内いたします。
お手数ですが、期日までにお振り込みをお願いいたします。

${whereTo}

${whatFollows}
このメールと行き違いでお振り込みいただいている場合は、何とぞご容赦ください。

${memberFoot}`,
    },
    sample: (scene) => ({ kind: 'transfer_reminder', transfer: sampleTransfer(scene) }),
  },

  transfer_confirmed: {
    label: '入金確認のお知らせ',
    when: 'お振り込みの入金を確認したときに送ります。',
    optional: false,
    placeholders: {
      ...ofTransfer,
      再開のお知らせ: {
        meaning: '停止していた契約がこの入金で再開されたときだけにあります',
        value: ({ resumed }) =>
          resumed ? '停止しておりましたご利用は、ただいま再開いたしました。引き続きご利用いただけます。' : '',
        needed: true,
      },
    },
    initial: {
      subject: '【{{ショップ名}}】ご入金を確認いたしました',
      body: `${opening}
「{{商品}}」のお振り込みを確認いたしました。お手続きいただき、誠にありがとうございます。

${rule}
商品: {{商品}}
金額: {{お振り込み金額}}
お振り込み番号: {{お振り込み番号}}
${rule}

{{再開のお知らせ}}

お支払いの記録は、会員ページでご確認いただけます。

${memberFoot}`,
    },
    sample: (scene) => ({ kind: 'transfer_confirmed', transfer: sampleTransfer(scene), resumed: true }),
  },
}
