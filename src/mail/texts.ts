import { formatYen } from '../platform/money.ts'
import { type Day, formatDay, formatInstant, type Shop } from '../site/index.ts'

/** What the letters about an application say of it. Amounts in yen. */
export interface ApplicationFacts {
  familyName: string
  givenName: string
  number: string
  productName: string
  amountYen: number
  /** The day of the next charge, for a monthly product. */
  nextChargeOn: Day | null
}

/** A letter's words, without whom it goes to. */
export interface LetterText {
  subject: string
  body: string
}

/** The link of 本登録 and until when it is good. */
export interface RegistrationInvitation {
  url: string
  expiresAt: Date
}

/** 申し込み受付; with an invitation to 本登録 for customers who have no password yet. */
export function applicationAccepted(
  shop: Shop,
  application: ApplicationFacts,
  invitation: RegistrationInvitation | null,
): LetterText {
  const opening = [
    `${application.familyName} ${application.givenName} 様`,
    `${shop.shopName}です。\nこのたびは「${application.productName}」にお申し込みいただき、誠にありがとうございます。\n以下の内容でお申し込みを承り、お支払いの手続きが完了いたしました。`,
    applicationBlock(application),
  ]
  const paragraphs = [...opening, ...invite(shop, invitation), ...howToCancel(shop, application), ...closing(shop)]
  const subject = invitation
    ? `【${shop.shopName}】お申し込みありがとうございます(本登録のご案内)`
    : `【${shop.shopName}】お申し込みありがとうございます`
  return { subject, body: `${paragraphs.join('\n\n')}\n` }
}

/** For a customer who may have closed the waiting page: the charge turned out not to have been made. */
export function applicationNotCharged(
  shop: Shop,
  application: ApplicationFacts,
  reason: string,
  applyUrl: string,
): LetterText {
  const paragraphs = [
    `${application.familyName} ${application.givenName} 様`,
    `${shop.shopName}です。\n「${application.productName}」のお申し込み(申込番号 ${application.number})について、決済の結果を確認しておりましたが、お支払いは完了しておりませんでした。`,
    `理由: ${reason}`,
    `お申し込みは成立しておらず、代金は発生しておりません。\nお手数をおかけして恐れ入りますが、引き続きご希望の場合は、下記のページからあらためてお申し込みください。\n${applyUrl}`,
    ...closing(shop),
  ]
  return {
    subject: `【${shop.shopName}】お支払いが完了しませんでした(申込番号 ${application.number})`,
    body: `${paragraphs.join('\n\n')}\n`,
  }
}

function applicationBlock(application: ApplicationFacts): string {
  const monthly = application.nextChargeOn !== null
  return [
    '――――――――――――――――――――',
    `申込番号: ${application.number}`,
    `商品: ${application.productName}`,
    `金額: ${formatYen(application.amountYen)}(税込)${monthly ? ' / 月額' : ''}`,
    'お支払い方法: クレジットカード',
    ...(application.nextChargeOn === null ? [] : [`次回のご請求日: ${formatDay(application.nextChargeOn)}`]),
    '――――――――――――――――――――',
  ].join('\n')
}

function invite(shop: Shop, invitation: RegistrationInvitation | null): string[] {
  if (invitation === null) return []
  return [
    `【本登録のお願い】\n会員ページをご利用いただくには、パスワードの設定(本登録)が必要です。\n下記のURLを開いて、お手続きをお願いいたします。\n${invitation.url}`,
    `※ このURLの有効期限は ${formatInstant(shop.timeZone, invitation.expiresAt)} です。ほかの方には知らせないでください。`,
  ]
}

function howToCancel(shop: Shop, application: ApplicationFacts): string[] {
  if (application.nextChargeOn === null) return []
  const where = shop.contactEmail === '' ? 'このメールに返信する形で' : `${shop.contactEmail} まで`
  return [
    `【毎月のお支払いと解約について】\n次回以降は毎月、お申し込み日と同じ日(その日がない月は月末日)に、ご登録のカードへご請求いたします。\n解約をご希望の場合は、次回のご請求日の前日までに、申込番号を添えて ${where}ご連絡ください。`,
  ]
}

function closing(shop: Shop): string[] {
  const contact = shop.contactEmail === '' ? [] : [`お問い合わせ: ${shop.contactEmail}`]
  const legal = shop.legalUrl === '' ? [] : [`特定商取引法に基づく表記: ${shop.legalUrl}`]
  return [
    'このメールにお心当たりがない場合は、お手数ですがその旨をお知らせください。',
    ['--', shop.shopName, ...contact, ...legal].join('\n'),
  ]
}
