import { Fragment } from 'react'
import { FaultSwitch } from '../pages/fault-switch.tsx'
import { Empty, renderPage } from '../pages/layout.tsx'
import { shortTime } from '../pages/words.ts'
import type { World } from '../world.ts'
import { newsletterForms } from './forms.ts'
import { type Newsletter, type Plan, planById, type Refusal, type Registration, refusalText } from './plans.ts'

const shownEntries = 100

/** `/newsletter`: every list with its readers, and the registrations that were refused. */
export function newsletterPage(world: World): string {
  const { newsletter } = world
  return renderPage({
    world,
    service: 'newsletter',
    title: 'ネット商人Pro',
    children: (
      <>
        <div className="intro">
          <div>
            <h1>ネット商人Pro(アルケミーメール)</h1>
            <p>
              メルマガのリストごとの登録者です。登録フォームを開く:{' '}
              {newsletterForms.map(({ path, title }, index) => (
                <Fragment key={path}>
                  {index > 0 && '、'}
                  <a href={path}>{title}</a>
                </Fragment>
              ))}
            </p>
          </div>
          <FaultSwitch world={world} service="newsletter" />
        </div>
        <div className="lists" data-region="lists">
          {newsletter.plans.map((plan) => (
            <PlanList key={plan.id} plan={plan} newsletter={newsletter} />
          ))}
        </div>
        <section className="panel" data-region="refusals">
          <h2 className="panel-name">受け付けられなかった登録</h2>
          {newsletter.refusals.length === 0 ? (
            <Empty>ありません。</Empty>
          ) : (
            <Refusals newsletter={newsletter} refusals={newsletter.refusals.slice(-shownEntries).reverse()} />
          )}
        </section>
      </>
    ),
  })
}

function PlanList({ plan, newsletter }: { plan: Plan; newsletter: Newsletter }) {
  const readers = newsletter.registrations.filter(({ planId }) => planId === plan.id)
  return (
    <section className="panel">
      <h2 className="panel-name">
        {plan.name}
        <span className="chip">プランID {plan.id}</span>
        <span className="panel-count">{readers.length.toLocaleString('ja-JP')}人</span>
      </h2>
      {readers.length === 0 && <Empty>登録者はまだいません。</Empty>}
      <ul className="readers">
        {readers
          .slice(-shownEntries)
          .reverse()
          .map((reader) => (
            <Reader key={reader.mail} reader={reader} />
          ))}
      </ul>
    </section>
  )
}

function Reader({ reader }: { reader: Registration }) {
  return (
    <li data-key={`${reader.planId}-${reader.mail}`}>
      <strong>
        {reader.familyName} {reader.givenName}
      </strong>
      <span>{reader.mail}</span>
      <time>{shortTime(reader.at)}</time>
    </li>
  )
}

function Refusals({ newsletter, refusals }: { newsletter: Newsletter; refusals: Refusal[] }) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>日時</th>
            <th>プラン</th>
            <th>メールアドレス</th>
            <th>姓名</th>
            <th>理由</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ at, planId, mail, familyName, givenName, reason }) => (
            <tr key={`${at}-${planId}-${mail}`} data-key={`${at}-${planId}-${mail}`}>
              <td>{shortTime(at)}</td>
              <td>{planById(newsletter, planId)?.name ?? (planId || '指定なし')}</td>
              <td>{mail}</td>
              <td>
                {familyName} {givenName}
              </td>
              <td className="reason">{refusalText[reason]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
