import { formatYen } from '../../../platform/money.ts'
import { productKindLabels } from '../../../products/schema.ts'
import type { ApplicationDetail } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { OutsideLink, TextLink } from '../ui/links.tsx'
import { useShopTime } from '../ui/shop.ts'
import { applicationKindWords, applicationStates, fullName, methodWords, offerStandings } from '../ui/words.ts'

/** What was applied for, by whom, and what came of it. */
export function ApplicationFacts({ application }: { application: ApplicationDetail }) {
  const time = useShopTime()
  const { contract, zendesk, cancellation, offer, offeredBy } = application
  const kana = `${application.familyKana} ${application.givenKana}`.trim()
  return (
    <Facts
      facts={[
        ['状態', <Chip key="state" {...applicationStates[application.state]} />],
        ['失敗の理由', application.declineReason],
        ['取り消し', cancellation && `${time(cancellation.at)} ${cancellation.by}`],
        ['取り消しの理由', cancellation?.reason ?? null],
        ['申込番号', digits(application.number)],
        ['種別', applicationKindWords[application.kind]],
        ['きっかけの申し込み', offeredBy && <ApplicationLink key="by" {...offeredBy} />],
        ['お名前', <Applicant key="applicant" application={application} />],
        ['フリガナ', kana === '' ? null : kana],
        ['メールアドレス', application.email],
        ['お知らせメール', application.newsletter ? '受け取る' : '受け取らない'],
        [
          '商品',
          <TextLink key="product" to="/products/$id" params={{ id: application.product.id }} size="sm">
            {application.product.name}
          </TextLink>,
        ],
        ['金額', `${formatYen(application.amountYen)}(${productKindLabels[application.product.kind]})`],
        ['支払方法', methodWords[application.method]],
        ['受付日時', digits(time(application.startedAt))],
        ['完了日時', application.finishedAt && digits(time(application.finishedAt))],
        [
          '契約',
          contract && (
            <TextLink key="contract" to="/contracts/$id" params={{ id: contract.id }} size="sm">
              {contract.number}
            </TextLink>
          ),
        ],
        ['ワンタイムオファー', offer && <Offer key="offer" offer={offer} />],
        ['Zendeskチケット', zendesk && <Ticket ticket={zendesk} />],
      ]}
    />
  )
}

/** The answers to the shop's own questions. */
export function ApplicationAnswers({ answers }: Pick<ApplicationDetail, 'answers'>) {
  return (
    <Facts
      facts={answers.map(({ question, answer }) => [
        question,
        <span key={question} style={{ whiteSpace: 'pre-line' }}>
          {answer === '' ? '(未回答)' : answer}
        </span>,
      ])}
    />
  )
}

/** A declined application made no customer to lead to. */
function Applicant({ application }: { application: ApplicationDetail }) {
  const name = `${fullName(application)} 様`
  if (application.customerId === null) return name
  return (
    <TextLink to="/customers/$id" params={{ id: application.customerId }} size="sm">
      {name}
    </TextLink>
  )
}

function ApplicationLink({ id, number }: { id: string; number: string }) {
  return (
    <TextLink to="/applications/$id" params={{ id }} size="sm">
      {number}
    </TextLink>
  )
}

/** What was offered after it, and the application that came of it. */
function Offer({ offer }: { offer: NonNullable<ApplicationDetail['offer']> }) {
  return (
    <>
      {offer.productName}({formatYen(offer.priceYen)}) <Chip {...offerStandings[offer.standing]} />{' '}
      {offer.application && <ApplicationLink {...offer.application} />}
    </>
  )
}

function Ticket({ ticket }: { ticket: NonNullable<ApplicationDetail['zendesk']> }) {
  const name = `チケット #${ticket.ticketId}`
  return ticket.url ? <OutsideLink href={ticket.url}>{name}</OutsideLink> : name
}
