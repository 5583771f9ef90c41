import type { Bench } from './bench.ts'
import { temporaryFolder } from './database.ts'
import type { Figure } from './figures.ts'
import { type Load, type LoadResult, underLoad } from './load.ts'
import { canBind, startProgram } from './program.ts'
import { enterShop, SLUG } from './shop.ts'

const SECONDS = 10
const WARM_UP_SECONDS = 3
/** Visitors at once. */
const CONNECTIONS = 16
const [SERVER_CORE, VISITORS_CORE] = [0, 1]

/** The application page and its confirmation step, with one core for the program and its database together. */
export async function measurePages({ cleanup, receiver, say }: Bench): Promise<Figure[]> {
  const bound = canBind()
  if (!bound) say('taskset が使えないため、コアを分けずに測ります(負荷をかける側と同じコアを取り合います)。')
  say('申し込みページ: プログラムを起動しています…')
  const dataDir = await temporaryFolder(cleanup)
  const program = await startProgram(cleanup, { dataDir, core: bound ? SERVER_CORE : null })
  const shop = await enterShop(program)
  await shop.openApplications(receiver.url)
  const measure = async (what: string, request: Pick<Load, 'method' | 'url' | 'headers' | 'body'>) => {
    say(`申し込みページ: ${what}を${SECONDS}秒間測っています…`)
    const load = { ...request, connections: CONNECTIONS }
    const core = bound ? VISITORS_CORE : null
    await underLoad(cleanup, { ...load, seconds: WARM_UP_SECONDS }, core)
    return underLoad(cleanup, { ...load, seconds: SECONDS }, core)
  }
  const plain = { headers: {}, body: '' }
  const health = await measure('比べるための /healthz ', { method: 'GET', url: `${program.url}/healthz`, ...plain })
  const page = `${program.url}/apply/${SLUG}`
  const get = await measure('表示', { method: 'GET', url: page, ...plain })
  const post = await measure('確認画面への送信', await confirmation(page))
  await program.stop()
  return [
    ...figuresOf('get', '申し込みページの表示', get, health),
    ...figuresOf('post', '確認画面への送信', post, health),
  ]
}

/** The filled form of one visitor, who opened the page before. Confirming charges nothing: that is the step after it. */
async function confirmation(page: string): Promise<Pick<Load, 'method' | 'url' | 'headers' | 'body'>> {
  const answer = await fetch(page)
  const formToken = /name="formToken" value="([^"]+)"/.exec(await answer.text())?.[1]
  if (formToken === undefined) throw new Error(`no form at ${page} (${answer.status})`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const card = { cardToken: 'tok_bench', cardBrand: 'visa', cardLast4: '4242' }
  const email = 'hanako@customer.example'
  const person = { familyName: '佐藤', givenName: '花子', email, emailAgain: email }
  return {
    method: 'POST',
    url: `${page}/confirm`,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: new URL(page).origin },
    body: new URLSearchParams({ formToken, ...card, ...person }).toString(),
  }
}

function figuresOf(key: string, label: string, measured: LoadResult, health: LoadResult): Figure[] {
  const of = (which: string, name: string, value: number, unit: string, beside: number): Figure => ({
    part: 'pages',
    key: `${key}_${which}`,
    label: `${label} ${name}`,
    value,
    unit,
    beside: { label: '/healthz', value: beside },
  })
  return [
    of('per_second', '毎秒', measured.perSecond, '回/秒', health.perSecond),
    of('p50', `p50 (同時に${CONNECTIONS}人)`, measured.spread.p50, 'ms', health.spread.p50),
    of('p99', `p99 (同時に${CONNECTIONS}人)`, measured.spread.p99, 'ms', health.spread.p99),
  ]
}
