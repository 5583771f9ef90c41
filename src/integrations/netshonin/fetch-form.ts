import type { Http } from '../../platform/http-client.ts'
import { type FormReading, readForm } from './reading/read-form.ts'
import { startVisit } from './visit.ts'

/** Opens the page of a form and reads it. */
export async function fetchForm(http: Http, url: string): Promise<FormReading> {
  const opened = await startVisit(http).open(url)
  if (opened.kind === 'page') return readForm(opened.page)
  const { status, text } = opened.answer
  if (status !== null && status >= 300 && status < 400)
    return {
      kind: 'no_form',
      reason: `ページが別のアドレス(${text.slice(0, 200)})へ転送されます。転送先のURLを指定してください。`,
    }
  const reason = opened.reason
    .replace(/^送信しましたが、結果を確認できませんでした\((.*)\)$/, '$1')
    .replace('結果のページ', 'ページ')
  return { kind: 'no_form', reason: `ページを開けませんでした(${reason})。` }
}
