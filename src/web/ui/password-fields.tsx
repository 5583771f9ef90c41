import type { ReactNode } from 'react'
import { SHORTEST_PASSWORD } from '../../customers/index.ts'
import { Field, type FieldErrors } from './fields.tsx'

/** A password that is chosen, twice, below the address it belongs to: a browser's store of passwords keeps the two together. */
export function PasswordFields({
  email,
  emailLabel,
  label,
  errors,
}: {
  email: string
  emailLabel: string
  label: string
  errors: FieldErrors
}): ReactNode {
  return (
    <>
      <div className="field">
        <label htmlFor="email">{emailLabel}</label>
        <input id="email" type="email" value={email} readOnly autoComplete="username" />
      </div>
      <Field
        id="password"
        name="password"
        type="password"
        label={label}
        autoComplete="new-password"
        hint={`${SHORTEST_PASSWORD}文字以上。ほかのサービスで使っていないものをおすすめします。`}
        error={errors.password}
      />
      <Field
        id="passwordAgain"
        name="passwordAgain"
        type="password"
        label={`${label}(確認のためもう一度)`}
        autoComplete="new-password"
        error={errors.passwordAgain}
      />
    </>
  )
}
