import type { Http } from '../../platform/http-client.ts'
import type { Answer, ManualRegistration, Outcome } from '../connector.ts'
import { register } from './client.ts'
import { nameHint } from './messages.ts'
import { meaningOf, type PageMeaning } from './result-page.ts'
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
  if (visited.kind !== 'page')
    return { outcome: outcomeOfFailure(visited, hint), meaning: null, text: shownBy(visited.answer) }
  const { text } = visited.page
  const meaning = meaningOf(text, settings)
  return { outcome: { ...outcomeOfPage(meaning, text, hint, settings), answer: visited.answer }, meaning, text }
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
    case 'unreadable':
      return { kind: 'unknown', reason: visited.reason + hint, connection: 'failing', answer }
  }
}

function outcomeOfPage(
  meaning: PageMeaning,
  text: string,
  hint: string,
  { provisionalMeans }: NetshoninSettings,
): Outcome {
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
        reason: `仮登録になりました。お客様が確認メールから登録を済ませたか、ご確認ください${quoted(text)}${hint}`,
      }
    case 'rejected':
      return { kind: 'refused', reason: `ネット商人に登録できませんでした${quoted(text)}${hint}` }
    case 'unclear':
      return {
        kind: 'unknown',
        reason: `登録できたかどうかを結果のページから判断できませんでした${quoted(text)}${hint}`,
      }
  }
}

const LONGEST_QUOTE = 200

function quoted(text: string): string {
  return text === '' ? '(何も表示されませんでした)' : `(表示された内容: ${text.slice(0, LONGEST_QUOTE)})`
}
