import { createHash } from 'node:crypto'
import type { Answer } from '../../applications/index.ts'
import type { Question } from '../../products/index.ts'
import type { FieldErrors } from '../ui/index.ts'

/** The longest answers, in characters. */
const LONGEST = { text: 200, long_text: 1_000 } as const
/** Between the ticked boxes of one answer. */
const BETWEEN = ' / '

/**
 * The name of a question's field on the form. It follows from what is asked, so that an answer never lands under another
 * question when staff change them while somebody fills in the form.
 */
export function questionField({ label }: Question): string {
  return `q-${createHash('sha256').update(label).digest('base64url').slice(0, 10)}`
}

/** What is said at a required question that was left open. */
export function missingWords({ kind, choices }: Question): string {
  if (kind === 'text' || kind === 'long_text') return '入力してください'
  if (kind === 'choice') return '選んでください'
  return choices.length === 1 ? 'チェックを入れてください' : '1つ以上選んでください'
}

/** The answers of a posted form, '' where there is none, and what is wrong with them by field. */
export function readAnswers(
  questions: readonly Question[],
  fields: Readonly<Record<string, string>>,
): { answers: Answer[]; errors: FieldErrors } {
  const errors: Record<string, string> = {}
  const answers = questions.map((question) => {
    const answer = readAnswer(question, fields)
    const field = questionField(question)
    if (question.required && answer === '') errors[field] = missingWords(question)
    if (question.kind === 'text' || question.kind === 'long_text') {
      const most = LONGEST[question.kind]
      if ([...answer].length > most) errors[field] = `${most.toLocaleString('ja-JP')}文字以内で入力してください`
    }
    return { question: question.label, answer }
  })
  return { answers, errors }
}

function readAnswer(question: Question, fields: Readonly<Record<string, string>>): string {
  const field = questionField(question)
  const typed = fields[field] ?? ''
  switch (question.kind) {
    case 'text':
      return typed
        .normalize('NFC')
        .replace(/\p{Cc}/gu, ' ')
        .trim()
    case 'long_text':
      return typed
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n]/gu, ' ')
        .trim()
    case 'choice':
      return question.choices.includes(typed) ? typed : ''
    case 'checkbox':
      return question.choices.filter((choice, index) => fields[`${field}-${index}`] === choice).join(BETWEEN)
  }
}

/** The fields that gave these answers, for filling the form in again. */
export function typedAnswers(questions: readonly Question[], answers: readonly Answer[]): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const question of questions) {
    const answer = answers.find((given) => given.question === question.label)?.answer ?? ''
    const field = questionField(question)
    if (question.kind !== 'checkbox') typed[field] = answer
    else
      for (const [index, choice] of question.choices.entries())
        if (answer.split(BETWEEN).includes(choice)) typed[`${field}-${index}`] = choice
  }
  return typed
}
