import { Stack, Text } from '@mantine/core'
import { type FormEntry, formEntries } from '../../../integrations/netshonin/settings.ts'
import type { RegistrationFormReading } from '../../api/schemas.ts'
import type { ControlProps } from '../settings/field.tsx'
import { EntryTable } from './entry-table.tsx'
import { FormReader } from './form-reader.tsx'
import './netshonin.css'

/** フォームを読み取る: reads the shop's registration form into the draft, and shows what is sent as a table to correct. */
export function RegistrationForm({ section, field, id, error, describedBy }: ControlProps) {
  const { draft } = section
  const parsed = formEntries.safeParse(draft.value(field))
  const entries = parsed.success ? parsed.data : []
  const change = (changed: FormEntry[]) => draft.change(field, changed)
  const take = ({ settings }: RegistrationFormReading) => {
    // A form whose target is not known leaves the address as staff typed it.
    const { formUrl, ...others } = settings
    draft.changeAll({ ...others, ...(formUrl === '' ? {} : { formUrl }) })
  }
  return (
    <Stack gap="md" id={id} tabIndex={-1} aria-describedby={describedBy}>
      <FormReader section={section} onRead={take} />
      {error && (
        <Text size="sm" c="red.9" style={{ whiteSpace: 'pre-line' }}>
          {error}
        </Text>
      )}
      {entries.length > 0 ? (
        <EntryTable entries={entries} onChange={change} />
      ) : (
        <Text size="sm" className="soft">
          まだ読み取っていません。読み取らずに有効にして保存すると、ネット商人登録用URLのページから自動で読み取ります。
        </Text>
      )}
    </Stack>
  )
}
