import type { Http } from '../../platform/http-client.ts'
import type { Answer, ManualRegistration, Outcome } from '../connector.ts'
import { register } from './client.ts'
import { nameHint } from './messages.ts'
import { meaningOf, meaningOfAddress, type PageMeaning } from './result-page.ts'
import type { NetshoninSettings } from './settings.ts'
import type { Visited } from './visit.ts'

/** How a registration ended. */
export interface Verdict {
  outcome: Outcome
  /** What the last page says; null when none was reached. */
  meaning: PageMeaning | null
  /** What a visitor would have seen on it. */
  text: string
}

/** Registers, and reads how it ended from the last page. Never throws for what the remote does. */
export async function registerAndJudge(
  http: Http,
  settings: NetshoninSettings,
  person: ManualRegistration,
): Promise<Verdict> {
  const visited = await register(http, settings, person)
  const hint = nameHint(person)
  if (visited.kind === 'page') {
    const { text, url } = visited.page
    const said = meaningOf(text, settings)
    const meaning = said === 'unclear' ? meaningOfAddress(url, settings) : said
    const outcome = outcomeOfPage(meaning, quoted(text) + hint, settings)
    return { outcome: { ...outcome, answer: visited.answer }, meaning, text }
  }
  const meaning = visited.kind === 'elsewhere' ? meaningOfAddress(visited.url, settings) : 'unclear'
  if (visited.kind !== 'elsewhere' || meaning === 'unclear')
    return { outcome: outcomeOfFailure(visited, hint), meaning: null, text: shownBy(visited.answer) }
  const outcome = outcomeOfPage(meaning, `(移動先: ${visited.url})${hint}`, settings)
  return { outcome: { ...outcome, answer: visited.answer }, meaning, text: '' }
}

/** The text of an answer that was a page; what else an answer holds is for the log. */
function shownBy({ status, text }: Answer): string {
  return status === null || (status >= 300 && status < 400) ? '' : text
}

function outcomeOfFailure(visited: Exclude<Visited, { kind: 'page' }>, hint: string): Outcome {
  const { answer } = visited
  switch (visited.kind) {
    case 'not_sent': {
      const reason = `ネット商人の登録フォームに接続できませんでした(${visited.reason})`
      // Trying again cannot help where our own client refuses the address.
      if (visited.forbidden) return { kind: 'refused', reason: reason + hint, connection: 'failing', answer }
      return { kind: 'retry', reason, connection: 'failing', answer }
    }
    case 'refused':
      return { kind: 'refused', reason: visited.reason + hint, connection: 'failing', answer }
    case 'elsewhere':
      return { kind: 'unknown', reason: visited.reason + hint, answer }
    case 'unreadable':
      return { kind: 'unknown', reason: visited.reason + hint, connection: 'failing', answer }
  }
}

/** `remark`: what was seen, and what else may help whoever registers by hand. */
function outcomeOfPage(meaning: PageMeaning, remark: string, { provisionalMeans }: NetshoninSettings): Outcome {
  switch (meaning) {
    case 'registered':
      return { kind: 'delivered', note: 'リストに登録しました' }
    case 'already':
      return { kind: 'delivered', note: 'すでにリストに登録されています' }
    case 'provisional':
      if (provisionalMeans === 'registered')
        return {
          kind: 'delivered',
          note: '仮登録しました(お客様が確認メールから登録を済ませると、リストに登録されます)',
        }
      return {
        kind: 'refused',
        reason: `仮登録になりました。お客様が確認メールから登録を済ませたか、ご確認ください${remark}`,
      }
    case 'rejected':
      return { kind: 'refused', reason: `ネット商人に登録できませんでした${remark}` }
    case 'unclear':
      return {
        kind: 'unknown',
        reason: `登録できたかどうかを結果のページから判断できませんでした${remark}`,
      }
  }
}

const LONGEST_QUOTE = 200

function quoted(text: string): string {
  return text === '' ? '(何も表示されませんでした)' : `(表示された内容: ${text.slice(0, LONGEST_QUOTE)})`
}
