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
  /** It may stay empty, and says so. */
  optional?: boolean
  hint?: string
  error?: string | undefined
  /** What the page's script says when the field is left empty, or is not of its type. */
  messages?: { missing: string; malformed?: string }
}

/** A text field, required unless it says otherwise, with its label, its hint and the place of its error. The page's script moves the cursor to the first wrong one. */
export function Field({ id, label, optional = false, hint, error, messages, ...input }: FieldProps): ReactNode {
  const errorId = `${id}-error`
  const hintId = `${id}-hint`
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <small>任意</small>}
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
      />
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
      <p id={errorId} className="field-error" hidden={!error}>
        {error}
      </p>
    </div>
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
