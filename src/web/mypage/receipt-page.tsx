import type { ReactNode } from 'react'
import { type PaidPayment, taxWithin } from '../../payments/index.ts'
import { formatYen } from '../../platform/money.ts'
import { dayIn, formatDay, type Shop, type SiteSettings } from '../../site/index.ts'
import { cardWords } from '../ui/index.ts'

export interface ReceiptProps {
  shop: Shop
  site: SiteSettings
  payment: PaidPayment
  /** Whom it is made out to. */
  addressee: string
  today: string
}

/**
 * A receipt to be printed. With a registration number it has what 適格請求書 demands: issuer and number, day, what for, the
 * amount by rate with the rate and the tax, and the name of who paid (消費税法 第57条の4).
 */
export function ReceiptPage({ shop, site, payment, addressee, today }: ReceiptProps): ReactNode {
  const paid = payment.amountYen - payment.refundedYen
  const paidOn = formatDay(dayIn(shop.timeZone, payment.settledAt))
  return (
    <>
      <section className="card receipt">
        <h1>領収書</h1>
        <p className="receipt-number">No. {payment.orderId}</p>
        <p className="receipt-name">{addressee} 様</p>
        <p className="receipt-amount">{formatYen(paid)}</p>
        <p>
          但し、{payment.productName}の代金として
          <br />
          上記の金額を領収いたしました。
        </p>
        <dl className="facts">
          <Fact label="お支払い日">{paidOn}</Fact>
          <Fact label="お支払い方法">{methodOf(payment)}</Fact>
          {payment.refundedYen > 0 && (
            <Fact label="返金">
              {formatYen(payment.amountYen)}のうち{formatYen(payment.refundedYen)}を返金済み
            </Fact>
          )}
          <TaxLine paid={paid} taxPercent={site.taxPercent} />
        </dl>
        <Issuer shop={shop} site={site} />
        <p className="fine">発行日 {formatDay(today)}</p>
      </section>
      <form className="card no-print" method="get">
        <h2>宛名を変えて印刷する</h2>
        <div className="field">
          <label htmlFor="name">宛名</label>
          <input id="name" name="name" type="text" maxLength={100} defaultValue={addressee} />
        </div>
        <div className="actions">
          <button type="submit" className="button plain">
            宛名を変える
          </button>
        </div>
        <p className="fine">印刷するときは、ブラウザーの「印刷」をお使いください。PDFとして保存することもできます。</p>
        <p className="fine">
          <a href="/mypage">会員ページに戻る</a>
        </p>
      </form>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The amount by its rate; a reduced one must be named as such (同条 第1項第3号). */
function TaxLine({ paid, taxPercent }: { paid: number; taxPercent: SiteSettings['taxPercent'] }): ReactNode {
  if (taxPercent === '0') return <Fact label="消費税">非課税</Fact>
  return (
    <Fact label={taxPercent === '8' ? '8%対象(軽減税率)' : `${taxPercent}%対象`}>
      {formatYen(paid)}(内消費税 {formatYen(taxWithin(paid, Number(taxPercent)))})
    </Fact>
  )
}

function Issuer({ shop, site }: { shop: Shop; site: SiteSettings }): ReactNode {
  const lines = site.receiptIssuer === '' ? [shop.shopName] : site.receiptIssuer.split('\n')
  return (
    <div className="receipt-issuer">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {site.invoiceNumber !== '' && <p>登録番号 {site.invoiceNumber}</p>}
    </div>
  )
}

function methodOf({ method, card }: PaidPayment): string {
  if (method === 'transfer') return '銀行振込'
  return card === null ? 'クレジットカード' : `クレジットカード(${cardWords(card)})`
}
