import { Radio, Stack } from '@mantine/core'
import type { Control } from '../../../integrations/settings-form.ts'
import type { ControlProps } from './field.tsx'

type Options = Extract<Control, { kind: 'radio' }>['options']

/** One of a few, each with what it means. */
export function RadioField({
  section,
  field,
  id,
  error,
  describedBy,
  labelledBy,
  options,
}: ControlProps & { options: Options }) {
  return (
    <Radio.Group
      id={id}
      value={section.draft.text(field)}
      onChange={(chosen) =>
        section.draft.change(field, options.find((option) => String(option.value) === chosen)?.value)
      }
      error={error}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      <Stack gap="sm" mt={4}>
        {options.map(({ value, label, about }) => (
          <Radio key={String(value)} value={String(value)} label={label} description={about} maw={640} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
