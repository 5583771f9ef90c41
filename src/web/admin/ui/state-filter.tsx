import { NativeSelect } from '@mantine/core'

interface StateFilterProps {
  label: string
  /** Value → how it reads. */
  choices: Record<string, { label: string } | string>
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Narrows a list to one choice; すべて widens it again. */
export function StateFilter({ label, choices, value, onChange }: StateFilterProps) {
  const options = Object.entries(choices).map(([choice, words]) => ({
    value: choice,
    label: typeof words === 'string' ? words : words.label,
  }))
  return (
    <NativeSelect
      aria-label={label}
      data={[{ value: '', label: `${label}: すべて` }, ...options]}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      w={{ base: '100%', xs: 220 }}
    />
  )
}
