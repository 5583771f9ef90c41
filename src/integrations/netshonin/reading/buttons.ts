import { textWithin } from '../visible-text.ts'
import type { Control } from './controls.ts'
import { plain } from './words.ts'

const GOES_ON =
  /登録|購読|講読|申し?込|送信|確認|次へ|進む|完了|確定|ok|はい|regist|subscribe|submit|send|entry|sign ?up|join|next/
const GOES_ELSEWHERE =
  /解除|退会|停止|解約|削除|戻る|もどる|修正|訂正|変更|リセット|クリア|やり直|キャンセル|取り?消|閉じる|検索|ログイン|いいえ|cancel|back|reset|unsubscribe|remove|search|login|return/

/** What a button says. */
export function buttonText({ element, value }: Control): string {
  const alt = element.attributes.get('alt') ?? element.attributes.get('title') ?? ''
  const said = [textWithin(element), element.name === 'button' ? '' : value, alt].join(' ').trim()
  return said === '' ? (element.attributes.get('name') ?? '') : said
}

/** The one button that registers, or null when every button does something else. */
export function registeringButton(controls: readonly Control[]): Control | null {
  const buttons = controls.filter(({ kind }) => kind === 'button')
  const fitting = buttons.filter((button) => !isElsewhere(buttonText(button)))
  return fitting.find((button) => GOES_ON.test(plain(buttonText(button)))) ?? fitting[0] ?? null
}

/** 登録解除 is no 登録; 変更して登録する goes on. */
function isElsewhere(text: string): boolean {
  const said = plain(text)
  return GOES_ELSEWHERE.test(said) && !/(変更|修正|訂正)し?て?(登録|送信)|確認して(登録|送信)/.test(said)
}

/** What pressing a button adds to the form. */
export function pressed(button: Control): [name: string, value: string][] {
  const { name, type, value } = button
  if (type === 'image') {
    const prefix = name === '' ? '' : `${name}.`
    return [
      [`${prefix}x`, '1'],
      [`${prefix}y`, '1'],
    ]
  }
  return name === '' ? [] : [[name, value ?? '']]
}
