import type { ReactNode } from 'react'
import { FieldError, Optional } from './fields.tsx'

interface AskedProps {
  id: string
  label: string
  error: string | undefined
  optional?: boolean
  /** What the page's script says when a required one is left empty. */
  missing: string
}

/** Text of several lines. */
export function TextArea({
  id,
  label,
  error,
  optional = false,
  missing,
  defaultValue,
}: AskedProps & { defaultValue: string }): ReactNode {
  return (
    <div className="field">
      <Label id={id} label={label} optional={optional} />
      <textarea
        id={id}
        name={id}
        rows={4}
        required={!optional}
        defaultValue={defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-error`}
        data-missing={optional ? undefined : missing}
      />
      <FieldError id={id} error={error} />
    </div>
  )
}

/** One of several. */
export function Choice({
  id,
  label,
  error,
  optional = false,
  missing,
  choices,
  chosen,
}: AskedProps & { choices: readonly string[]; chosen: string }): ReactNode {
  return (
    <div className="field">
      <Label id={id} label={label} optional={optional} />
      <select
        id={id}
        name={id}
        required={!optional}
        defaultValue={chosen}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-error`}
        data-missing={optional ? undefined : missing}
      >
        <option value="">選択してください</option>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
      <FieldError id={id} error={error} />
    </div>
  )
}

/** Any number of several; each box is a field of its own, named `<id>-0`, `<id>-1`, … */
export function Ticks({
  id,
  label,
  error,
  optional = false,
  missing,
  choices,
  ticked,
}: AskedProps & { choices: readonly string[]; ticked: readonly string[] }): ReactNode {
  return (
    <fieldset className="field" id={id} aria-describedby={`${id}-error`} data-none={optional ? undefined : missing}>
      <legend>
        {label}
        {optional && <Optional />}
      </legend>
      {choices.map((choice, index) => (
        <Tick key={choice} name={`${id}-${index}`} value={choice} ticked={ticked.includes(choice)}>
          {choice}
        </Tick>
      ))}
      <FieldError id={id} error={error} />
    </fieldset>
  )
}

/** A box to tick, as wide as its line so that a thumb finds it. */
export function Tick({
  name,
  value,
  ticked,
  children,
}: {
  name: string
  value: string
  ticked: boolean
  children: ReactNode
}): ReactNode {
  return (
    <label className="tick">
      <input type="checkbox" name={name} value={value} defaultChecked={ticked} />
      <span>{children}</span>
    </label>
  )
}

function Label({ id, label, optional }: { id: string; label: string; optional: boolean }): ReactNode {
  return (
    <label htmlFor={id}>
      {label}
      {optional && <Optional />}
    </label>
  )
}
