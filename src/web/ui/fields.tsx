import type { InputHTMLAttributes, ReactNode } from 'react'

/** What is wrong with a form, by field. */
export type FieldErrors = Readonly<Partial<Record<string, string>>>

/** The first message of each field, from what zod found. */
export function firstMessages(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string> {
  const messages: Record<string, string> = {}
  for (const { path, message } of issues) messages[String(path[0])] ??= message
  return messages
}

type FieldProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'autoComplete' | 'inputMode' | 'placeholder' | 'defaultValue' | 'spellCheck' | 'autoCapitalize'
> & {
  id: string
  /** Without one the browser never sends the field: card data. */
  name?: string
  label: string
  hint?: string
  error?: string | undefined
  /** It may stay empty, and says so. */
  optional?: boolean
  /** The field whose value this one repeats. */
  repeats?: string
  /** What the page's script says when the field is left empty, or is not of its type. */
  messages?: { missing: string; malformed?: string }
}

/** A text field with its label, its hint and the place of its error. The page's script moves the cursor to the first wrong one. */
export function Field(props: FieldProps): ReactNode {
  const { id, label, hint, error, optional = false, repeats, messages, ...input } = props
  const errorId = `${id}-error`
  const hintId = `${id}-hint`
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <Optional />}
      </label>
      <input
        id={id}
        type="text"
        required={!optional}
        {...input}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint ? `${hintId} ${errorId}` : errorId}
        data-missing={messages?.missing}
        data-malformed={messages?.malformed}
        data-repeats={repeats}
      />
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  )
}

/** Behind the label of a field that may stay empty. */
export function Optional(): ReactNode {
  return <span className="optional">任意</span>
}

/** Where the error of field `id` stands, now or once the page's script finds one. */
export function FieldError({ id, error }: { id: string; error: string | undefined }): ReactNode {
  return (
    <p id={`${id}-error`} className="field-error" hidden={!error}>
      {error}
    </p>
  )
}

/** What went wrong with the whole form; read out at once. */
export function Alert({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="alert" role="alert">
      {children}
    </div>
  )
}
