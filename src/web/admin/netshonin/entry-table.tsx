import { Autocomplete, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import {
  type EntryRole,
  entryRoles,
  type FormEntry,
  isOpen,
  roleLabels,
} from '../../../integrations/netshonin/settings.ts'

interface EntryTableProps {
  entries: readonly FormEntry[]
  onChange: (entries: FormEntry[]) => void
}

/** What is sent, control by control, in the form's order; staff correct what was misunderstood. */
export function EntryTable({ entries, onChange }: EntryTableProps) {
  const put = (index: number, entry: FormEntry) => onChange(entries.map((each, at) => (at === index ? entry : each)))
  const remove = (index: number) => onChange(entries.filter((_, at) => at !== index))
  const open = entries.filter(isOpen).length
  // An entry is its place: forms may use one name for several controls, and names are being typed here.
  const placed = entries.map((entry, index) => ({ entry, index, key: `place-${index}` }))
  return (
    <Stack gap="xs">
      {open > 0 && (
        <Text size="sm" c="red.9" fw={500}>
          送る値を決めていただく項目が{open}件あります。
        </Text>
      )}
      <ul className="form-entries" aria-label="送信する項目">
        {placed.map(({ entry, index, key }) => (
          <EntryRow
            key={key}
            entry={entry}
            place={index + 1}
            onChange={(changed) => put(index, changed)}
            onRemove={() => remove(index)}
          />
        ))}
      </ul>
      <Group>
        <Button size="compact-sm" variant="subtle" onClick={() => onChange([...entries, NEW_ENTRY])}>
          項目を追加
        </Button>
      </Group>
    </Stack>
  )
}

const NEW_ENTRY: FormEntry = {
  name: '',
  label: '',
  kind: 'text',
  role: 'fixed',
  value: '',
  required: false,
  options: [],
}

const kindWords: Record<FormEntry['kind'], string> = {
  hidden: '隠し項目',
  text: '入力欄',
  choice: '選択',
  check: 'チェックボックス',
  button: 'ボタン',
}

interface EntryRowProps {
  entry: FormEntry
  place: number
  onChange: (entry: FormEntry) => void
  onRemove: () => void
}

function EntryRow({ entry, place, onChange, onRemove }: EntryRowProps) {
  const about = `${place}番目の項目`
  return (
    <li className="form-entry" data-open={isOpen(entry) || undefined}>
      <div className="form-entry-name">
        <Text size="sm" fw={500}>
          {entry.label || (entry.kind === 'hidden' ? '(表示されない項目)' : '(表示名なし)')}
          {entry.required && <span className="form-entry-required">必須</span>}
        </Text>
        <Text size="xs" className="soft">
          {kindWords[entry.kind]}
        </Text>
      </div>
      <TextInput
        size="xs"
        label="項目名"
        aria-label={`${about}の項目名`}
        value={entry.name}
        onChange={(event) => onChange({ ...entry, name: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label="送る内容"
        aria-label={`${about}の送る内容`}
        data={entryRoles.map((role) => ({ value: role, label: roleLabels[role] }))}
        value={entry.role}
        onChange={(event) => onChange(withRole(entry, event.currentTarget.value))}
      />
      <EntryValue entry={entry} about={about} onChange={onChange} />
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray.8"
        c="gray.8"
        aria-label={`${about}を削除`}
        className="form-entry-remove"
        onClick={onRemove}
      >
        削除
      </Button>
    </li>
  )
}

/** The value, where the entry has one of its own: chosen among what the form offers, or typed. */
function EntryValue({ entry, about, onChange }: Omit<EntryRowProps, 'place' | 'onRemove'> & { about: string }) {
  const reading = entry.role.endsWith('Kana')
  if (!reading && !['page', 'fixed', 'ask'].includes(entry.role))
    return <div className="form-entry-filled">{filledWords(entry.role)}</div>
  const label = reading ? '読みが分からないときの値' : '値'
  // Deciding a value is the answer to what was asked.
  const put = (value: string) =>
    onChange({ ...entry, value, role: entry.role === 'ask' && value !== '' ? 'fixed' : entry.role })
  const common = { size: 'xs', label, 'aria-label': `${about}の${label}`, value: entry.value } as const
  if (entry.role === 'page') return <TextInput {...common} readOnly variant="filled" />
  if (entry.options.length === 0) return <TextInput {...common} onChange={(event) => put(event.currentTarget.value)} />
  return (
    <Autocomplete
      {...common}
      data={[...new Set(entry.options.map(({ value }) => value))]}
      renderOption={({ option }) => optionWords(entry, option.value)}
      filter={({ options }) => options}
      onChange={put}
    />
  )
}

/** Where the value comes from, of an entry that has none of its own. */
function filledWords(role: EntryRole): string {
  if (role === 'omit') return ''
  return role === 'plan' ? '登録するリストのID' : '登録する方の値'
}

function optionWords({ options }: FormEntry, value: string): string {
  const label = options.find((option) => option.value === value)?.label ?? ''
  if (label === '' || label === value) return value === '' ? '(空の値)' : value
  return `${value || '(空の値)'} – ${label}`
}

function withRole(entry: FormEntry, chosen: string): FormEntry {
  const role: EntryRole = entryRoles.find((each) => each === chosen) ?? entry.role
  return { ...entry, role }
}
