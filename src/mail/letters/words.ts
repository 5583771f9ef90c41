import { z } from 'zod'
import type { Reader } from '../../platform/database.ts'
import type { SettingsDefinition, SettingsStore } from '../../platform/settings.ts'
import { asTemplate, namesIn, templateFaults } from '../../platform/template.ts'
import type { CustomerLetterKind } from '../wishes.ts'
import { definitionOf } from './catalogue.ts'
import { placeholdersOf } from './common.ts'
import type { LetterText } from './definition.ts'

/** What staff changed of a kind of letter; null where the initial words stand, so that better ones reach them. */
export type LetterSettings = { sent: boolean; subject: string | null; body: string | null }

const LONGEST_SUBJECT = 200
const LONGEST_BODY = 10_000

/** 設定 → お客様へのメール: a kind's page of settings. */
export function letterSettings(kind: CustomerLetterKind): SettingsDefinition<LetterSettings> {
  const { optional, initial } = definitionOf(kind)
  return {
    name: `letters.${kind}`,
    schema: z.object({
      sent: z.boolean().refine((sent) => sent || optional, { error: 'このメールは停止できません。' }),
      subject: template(initial.subject, (text) => subjectFaults(kind, text)),
      body: template(initial.body, (text) => bodyFaults(kind, text)),
    }),
    defaults: { sent: true, subject: null, body: null },
    secrets: [],
  }
}

/** Words as typed; the initial ones, typed or chosen, are kept as null. */
function template(initial: string, faults: (text: string) => string[]) {
  return z
    .string()
    .transform(asTemplate)
    .superRefine((text, context) => {
      for (const message of faults(text)) context.addIssue({ code: 'custom', message })
    })
    .nullable()
    .transform((text) => (text === initial ? null : text))
}

function subjectFaults(kind: CustomerLetterKind, text: string): string[] {
  const names = namesIn(text)
  const personal = Object.entries(definitionOf(kind).placeholders)
    .filter(([name, placeholder]) => placeholder.personal && names.has(name))
    .map(([name]) => `「{{${name}}}」は、ほかの人の目にふれる件名には入れられません。本文に入れてください。`)
  return [
    ...(text === '' ? ['件名を入力してください。'] : []),
    ...(text.includes('\n') ? ['件名は1行で入力してください。'] : []),
    ...tooLong('件名', text, LONGEST_SUBJECT),
    ...templateFaults(text, placeholdersOf(kind)),
    ...personal,
  ]
}

function bodyFaults(kind: CustomerLetterKind, text: string): string[] {
  const names = namesIn(text)
  const placeholders = placeholdersOf(kind)
  const missing = placeholders
    .filter(({ name, needed }) => needed && !names.has(name))
    .map(({ name }) => `このメールには「{{${name}}}」が必要です。本文に差し込んでください。`)
  return [
    ...(text === '' ? ['本文を入力してください。'] : []),
    ...tooLong('本文', text, LONGEST_BODY),
    ...templateFaults(text, placeholders),
    ...missing,
    ...gluedLinks(kind, text),
  ]
}

function tooLong(what: string, text: string, longest: number): string[] {
  return text.length > longest ? [`${what}は${longest.toLocaleString('ja-JP')}文字以内で入力してください。`] : []
}

/** Mail programs take Japanese that follows a link at once for a part of it, and the link opens nothing. */
function gluedLinks(kind: CustomerLetterKind, text: string): string[] {
  const personal = Object.entries(definitionOf(kind).placeholders).filter(([, placeholder]) => placeholder.personal)
  return personal
    .filter(([name]) => new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}\\S`).test(text))
    .map(([name]) => `「{{${name}}}」のすぐ後ろに文字があると、リンクが開けなくなります。後ろで改行してください。`)
}

/** The words of a kind with what staff changed. */
export function wordsOf(kind: CustomerLetterKind, { subject, body }: LetterSettings): LetterText {
  const { initial } = definitionOf(kind)
  return { subject: subject ?? initial.subject, body: body ?? initial.body }
}

/** A kind's words as they stand, and whether its letters are sent at all. */
export async function readWords(reader: Reader, settings: SettingsStore, kind: CustomerLetterKind) {
  const { value } = await settings.read(reader, letterSettings(kind))
  return { sent: value.sent, words: wordsOf(kind, value) }
}
