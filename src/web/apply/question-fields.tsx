import type { ReactNode } from 'react'
import type { Question } from '../../products/index.ts'
import { Choice, Field, type FieldErrors, TextArea, Ticks } from '../ui/index.ts'
import type { Typed } from './application-form.ts'
import { missingWords, questionField } from './questions.ts'

/** The shop's own questions. */
export function QuestionFields({
  questions,
  typed,
  errors,
}: {
  questions: readonly Question[]
  typed: Typed
  errors: FieldErrors
}): ReactNode {
  return (
    <section className="card">
      <h2>お伺いしたいこと</h2>
      {questions.map((question) => (
        <QuestionField key={question.label} question={question} typed={typed} errors={errors} />
      ))}
    </section>
  )
}

function QuestionField({
  question,
  typed,
  errors,
}: {
  question: Question
  typed: Typed
  errors: FieldErrors
}): ReactNode {
  const { kind, label, choices } = question
  const id = questionField(question)
  const asked = { id, label, error: errors[id], optional: !question.required, missing: missingWords(question) }
  const value = typed[id] ?? ''
  switch (kind) {
    case 'text': {
      const messages = question.required ? { messages: { missing: asked.missing } } : {}
      return (
        <Field
          {...{ id, label, error: asked.error, optional: asked.optional }}
          name={id}
          defaultValue={value}
          {...messages}
        />
      )
    }
    case 'long_text':
      return <TextArea {...asked} defaultValue={value} />
    case 'choice':
      return <Choice {...asked} choices={choices} chosen={value} />
    case 'checkbox': {
      const ticked = choices.filter((choice, index) => typed[`${id}-${index}`] === choice)
      return <Ticks {...asked} choices={choices} ticked={ticked} />
    }
  }
}
