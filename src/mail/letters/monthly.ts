import { addMonths, formatDay } from '../../site/index.ts'
import type { LettersOf } from './definition.ts'
import { inclusive, inDays, ofContract, sampleContract } from './facts.ts'
import { memberFoot, neverAsked, noPassword, opening, rule } from './phrases.ts'

/** 毎月のお支払い. */
export const monthlyLetters: LettersOf<'charge_failed' | 'recovered' | 'card_expiring'> = {
  charge_failed: {
    label: '月額の決済の失敗',
    when: '月額のカード決済が失敗するたびに送ります。',
    optional: false,
    placeholders: {
      ...ofContract,
      ご請求額: { meaning: '決済できなかった金額(税込)', value: ({ amountYen }) => inclusive(amountYen) },
      理由: { meaning: 'カード会社や決済会社から伝えられた理由', value: ({ reason }) => reason },
      本人認証のご案内: {
        meaning: 'カード会社の本人認証が必要なときだけにあります',
        value: ({ asksCardholder }) =>
          asksCardholder
            ? 'ご利用中のカードを引き続きお使いになる場合も、下記の会員ページで、同じカードをもう一度ご登録ください。ご登録の際に、カード会社の本人認証を行っていただけます。'
            : '',
        needed: true,
      },
      次に決済する日: {
        meaning: '同じカードでもう一度決済する日。最後の決済のあとにはありません',
        value: ({ nextTryOn }) => (nextTryOn ? formatDay(nextTryOn) : ''),
      },
    },
    initial: {
      subject: '【{{ショップ名}}】お支払いができませんでした(カードのご確認のお願い)',
      body: `${opening}
いつもご利用いただき、誠にありがとうございます。
「{{商品}}」の月額について、ご登録のカードでのお支払いができませんでした。お手数ですが、カードのご確認をお願いいたします。

${rule}
契約番号: {{契約番号}}
商品: {{商品}}
ご請求額: {{ご請求額}}
理由: {{理由}}
${rule}

{{本人認証のご案内}}

【カードを変更される場合】
下記の会員ページにログインして、新しいカードをご登録ください。ご登録と同時に、今回の月額をご請求いたします。
{{会員ページのURL}}
${neverAsked}

【カードを変更されない場合】
{{次に決済する日}}に、現在ご登録のカードへあらためてご請求いたします。それまでに、カードのご利用限度額や残高などをご確認ください。

${noPassword}
すでにお手続きいただいている場合は、行き違いを何とぞご容赦ください。

${memberFoot}`,
    },
    sample: (scene) => ({
      kind: 'charge_failed',
      contract: sampleContract(),
      amountYen: 3_980,
      reason: 'カードの利用限度額を超えています。',
      asksCardholder: false,
      nextTryOn: inDays(scene, 3),
    }),
  },

  recovered: {
    label: 'お支払いの完了(カード決済不能からの回復)',
    when: '失敗していた月額のカード決済が、その後できたときに送ります。',
    optional: true,
    placeholders: {
      ...ofContract,
      お支払い額: { meaning: '決済できた金額(税込)', value: ({ amountYen }) => inclusive(amountYen) },
      次回のご請求日: { meaning: '次に月額を請求する日', value: ({ nextChargeOn }) => formatDay(nextChargeOn) },
    },
    initial: {
      subject: '【{{ショップ名}}】お支払いが完了しました',
      body: `${opening}
「{{商品}}」の月額のお支払いが完了いたしました。お手続きいただき、誠にありがとうございます。

${rule}
契約番号: {{契約番号}}
商品: {{商品}}
お支払い額: {{お支払い額}}
次回のご請求日: {{次回のご請求日}}
${rule}

引き続き、どうぞよろしくお願いいたします。

${memberFoot}`,
    },
    sample: ({ today }) => ({
      kind: 'recovered',
      contract: sampleContract(),
      amountYen: 3_980,
      nextChargeOn: addMonths(today, 1),
    }),
  },

  card_expiring: {
    label: 'カードの有効期限のお知らせ',
    when: '月額の契約に登録されたカードの有効期限が近づいたときに送ります。',
    optional: true,
    placeholders: {
      ...ofContract,
      カードの下4桁: { meaning: '登録されているカードの番号の末尾', value: ({ cardLast4 }) => cardLast4 },
      カードの有効期限: {
        meaning: '2027年3月 のような年と月',
        value: ({ expYear, expMonth }) => `${expYear}年${expMonth}月`,
      },
    },
    initial: {
      subject: '【{{ショップ名}}】ご登録のカードの有効期限が近づいています',
      body: `${opening}
いつもご利用いただき、誠にありがとうございます。
「{{商品}}」のお支払いにご登録いただいているカードの有効期限が近づいていますので、お知らせいたします。

${rule}
契約番号: {{契約番号}}
商品: {{商品}}
ご登録のカード: 下4桁 {{カードの下4桁}}
カードの有効期限: {{カードの有効期限}}
${rule}

有効期限を過ぎますと、月額のお支払いができなくなることがあります。
新しいカードがお手元に届きましたら、下記の会員ページにログインして、カードの変更をお願いいたします。
{{会員ページのURL}}
${neverAsked}

${noPassword}
すでに変更いただいている場合は、行き違いを何とぞご容赦ください。

${memberFoot}`,
    },
    sample: ({ today }) => ({
      kind: 'card_expiring',
      contract: sampleContract(),
      cardLast4: '4242',
      expMonth: Number(today.slice(5, 7)),
      expYear: Number(today.slice(0, 4)),
    }),
  },
}
