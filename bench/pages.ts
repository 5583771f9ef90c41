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
const AT_ONCE = `同時に${CONNECTIONS}人`
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
  const measure = async (what: string, request: Request, connections = CONNECTIONS) => {
    say(`申し込みページ: ${what}を${SECONDS}秒間測っています…`)
    const load = { ...request, connections }
    const core = bound ? VISITORS_CORE : null
    await underLoad(cleanup, { ...load, seconds: WARM_UP_SECONDS }, core)
    return underLoad(cleanup, { ...load, seconds: SECONDS }, core)
  }
  const health = requestOf(`${program.url}/healthz`)
  const page = `${program.url}/apply/${SLUG}`
  const [get, post] = [requestOf(page), await confirmation(page)]
  const alone = {
    health: await measure('比べるための /healthz (1人)', health, 1),
    get: await measure('表示(1人)', get, 1),
    post: await measure('確認画面への送信(1人)', post, 1),
  }
  const many = {
    health: await measure('比べるための /healthz ', health),
    get: await measure('表示', get),
    post: await measure('確認画面への送信', post),
  }
  await program.stop()
  return [
    ...spreadOf('get_alone', '申し込みページの表示', '1人ずつ', alone.get, alone.health),
    ...spreadOf('post_alone', '確認画面への送信', '1人ずつ', alone.post, alone.health),
    rateOf('get', '申し込みページの表示', many.get, many.health),
    ...spreadOf('get', '申し込みページの表示', AT_ONCE, many.get, many.health),
    rateOf('post', '確認画面への送信', many.post, many.health),
    ...spreadOf('post', '確認画面への送信', AT_ONCE, many.post, many.health),
  ]
}

type Request = Pick<Load, 'method' | 'url' | 'headers' | 'body'>

function requestOf(url: string): Request {
  return { method: 'GET', url, headers: {}, body: '' }
}

/** The filled form of one visitor, who opened the page before. Confirming charges nothing: that is the step after it. */
async function confirmation(page: string): Promise<Request> {
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

function rateOf(key: string, label: string, measured: LoadResult, health: LoadResult): Figure {
  return {
    ...{ part: 'pages', key: `${key}_per_second`, label: `${label} 毎秒`, value: measured.perSecond, unit: '回/秒' },
    beside: { label: '/healthz', value: health.perSecond },
  }
}

function spreadOf(key: string, label: string, who: string, measured: LoadResult, health: LoadResult): Figure[] {
  return (['p50', 'p99'] as const).map((which) => ({
    ...{ part: 'pages', key: `${key}_${which}`, label: `${label} ${which} (${who})` },
    ...{ value: measured.spread[which], unit: 'ms', beside: { label: '/healthz', value: health.spread[which] } },
  }))
}
