import { Hono } from 'hono'
import type { SandboxEnv } from '../gate.ts'
import { encodePage } from '../newsletter/charsets.ts'
import { Empty, renderPage } from '../pages/layout.tsx'
import { yen } from '../pages/words.ts'
import type { World } from '../world.ts'
import { type Booking, book, statementOf } from './books.ts'

/** `/bank`: the shop's account, its statement as a file, and a form by which a customer pays. */
export function bankPages(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/', (c) => c.html(bankPage(world)))
  app.get('/statement.csv', (c) =>
    c.body(encodePage(statementOf(world.bank), 'shift_jis'), 200, {
      'content-type': 'text/csv; charset=Shift_JIS',
      'content-disposition': 'attachment; filename="meisai.csv"',
    }),
  )
  app.post('/transfers', async (c) => {
    const form = await c.req.formData()
    const [payer, amount] = [String(form.get('payer') ?? '').trim(), Number(form.get('amount'))]
    if (payer !== '' && payer.length <= 48 && Number.isSafeInteger(amount) && amount > 0)
      book(world.bank, { day: today(), kind: '振込', text: payer, amount })
    return c.redirect('/bank', 303)
  })
  return app
}

/** Today in Tokyo. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date())

function bankPage(world: World): string {
  const { account, bookings } = world.bank
  return renderPage({
    world,
    service: null,
    place: '/bank',
    title: '銀行',
    children: (
      <>
        <div className="intro">
          <div>
            <h1>銀行</h1>
            <p>お店の銀行口座の代わりです。お客様の振込が、入出金明細に載ります。</p>
            <p>{account.join(' ')}</p>
          </div>
          <a className="button" href="/bank/statement.csv" download="meisai.csv">
            入出金明細をダウンロード
          </a>
        </div>
        <section className="panel">
          <h2 className="panel-name">振り込んでみる</h2>
          <p className="hint">お客様として振り込みます。振込名義は「振込番号 カタカナのお名前」の順に入力します。</p>
          <form method="post" action="/bank/transfers" className="pay-in">
            <label>
              振込名義
              <input name="payer" required={true} maxLength={48} placeholder="12345678 ヤマダ ハナコ" />
            </label>
            <label>
              金額(円)
              <input name="amount" required={true} type="number" min={1} max={9_999_999} placeholder="1980" />
            </label>
            <button type="submit" className="button">
              振り込む
            </button>
          </form>
        </section>
        <section className="panel" data-region="bookings">
          <h2 className="panel-name">
            入出金明細<span className="panel-count">{bookings.length.toLocaleString('ja-JP')}件</span>
          </h2>
          {bookings.length === 0 ? <Empty>入出金はまだありません。</Empty> : <Bookings bookings={bookings} />}
        </section>
      </>
    ),
  })
}

function Bookings({ bookings }: { bookings: readonly Booking[] }) {
  const rows = bookings.map((booking, index) => ({ ...booking, key: index })).reverse()
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>お取引日</th>
            <th>お取引区分</th>
            <th>お取引内容</th>
            <th className="number">お支払金額</th>
            <th className="number">お預り金額</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, day, kind, text, amount }) => (
            <tr key={key} data-key={key}>
              <td>{day.replaceAll('-', '/')}</td>
              <td>{kind}</td>
              <td>{text.normalize('NFKC')}</td>
              <td className="number">{amount < 0 && yen(-amount)}</td>
              <td className="number">{amount > 0 && yen(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
