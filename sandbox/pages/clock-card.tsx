import type { ReactNode } from 'react'
import type { TimeMachine, TimeStep } from '../time.ts'
import { dateAndTime, distance, shortTime } from './words.ts'

const buttons: readonly (readonly [step: TimeStep, label: string])[] = [
  ['hour', '+1時間'],
  ['day', '+1日'],
  ['week', '+1週間'],
  ['month', '+1か月'],
  ['next', '次の予定まで'],
]

/** What the card shows of a moment. */
export type ClockFacts = { machine: TimeMachine; now: Date; nextDue: Date | null }

export async function lookAtClock(machine: TimeMachine): Promise<ClockFacts> {
  // While a journey runs the database may be away; the page is drawn all the same.
  const nextDue = await machine.time.nextDue().catch(() => null)
  return { machine, now: machine.time.now(), nextDue }
}

/** 時計: the shop's time, and buttons that let it pass. Plain forms, so that a press is never lost to a page being renewed. */
export function ClockCard({ machine, now, nextDue }: ClockFacts): ReactNode {
  const { journey, failed } = machine
  const ahead = now.getTime() - Date.now()
  return (
    <section className="panel clock" data-region="clock">
      <div className="clock-time">
        <h2>時計</h2>
        <p className="clock-now">{dateAndTime(now)}</p>
        <p className="hint">
          お店の時刻です。{ahead < 60_000 ? '実際の時刻と同じです。' : `実際の時刻より${distance(ahead)}進んでいます。`}
        </p>
      </div>
      <div className="clock-way">
        {journey === null ? <Buttons nextDue={nextDue} /> : <UnderWay to={journey.to} now={now} nextDue={nextDue} />}
        {failed && <p className="reason">時計を最後まで進められませんでした。もう一度お試しください。</p>}
      </div>
    </section>
  )
}

function Buttons({ nextDue }: { nextDue: Date | null }) {
  return (
    <>
      <form method="post" action="/sandbox/clock" className="clock-buttons">
        {buttons.map(([step, label]) => (
          <button
            key={step}
            type="submit"
            name="step"
            value={step}
            className="button"
            disabled={step === 'next' && nextDue === null}
          >
            {label}
          </button>
        ))}
      </form>
      <p className="hint">
        {nextDue === null ? '予定されている処理はありません。' : `次の予定: ${shortTime(nextDue.getTime())}。`}
        進めると、その間に期日を迎える課金や停止などが順番に行われます。時計は戻せません。
      </p>
    </>
  )
}

function UnderWay({ to, now, nextDue }: { to: Date; now: Date; nextDue: Date | null }) {
  const working = nextDue !== null && nextDue <= now
  return (
    <>
      <p className="clock-running" role="status">
        {shortTime(to.getTime())} まで時計を進めています…
      </p>
      <form method="post" action="/sandbox/clock/stop" className="clock-buttons">
        <button type="submit" className="button">
          ここで止める
        </button>
      </form>
      <p className="hint">
        {working
          ? `${shortTime(nextDue.getTime())} の予定が終わるのを待っています。`
          : 'その間に期日を迎えるものを、順番に処理しています。'}
      </p>
    </>
  )
}
