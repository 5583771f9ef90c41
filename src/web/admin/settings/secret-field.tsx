import { Button, Group, PasswordInput, Text } from '@mantine/core'
import type { SecretState } from '../../api/schemas.ts'
import type { ControlProps } from './field.tsx'

type SecretFieldProps = ControlProps & {
  placeholder: string | undefined
  owner?: { field: string; words: string } | undefined
}

/** A secret is written, never shown: whether one is stored, and ways to change or remove it. */
export function SecretField(props: SecretFieldProps) {
  const { section, field } = props
  const stored = section.page.secrets[field]
  const change = section.draft.secret(field)
  if (stored?.set && change === undefined) return <Stored {...props} stored={stored} />
  if (change?.kind === 'remove') return <ToBeRemoved {...props} />
  return <NewSecret {...props} typed={change?.typed ?? ''} replaces={stored?.set ?? false} />
}

function Stored({ section, field, id, error, owner, stored }: SecretFieldProps & { stored: SecretState }) {
  const { draft } = section
  const name = owner && String(section.page.values[owner.field] ?? '')
  return (
    <Group gap="xs">
      <Text size="sm" id={id} tabIndex={-1} py={6}>
        設定済み{stored.last4 !== null && `(末尾 ${stored.last4})`}
        {name && ` ${name} ${owner.words}`}
      </Text>
      <Button
        size="xs"
        variant="default"
        aria-describedby={id}
        onClick={() => draft.changeSecret(field, { kind: 'replace', typed: '' })}
      >
        変更する
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="red.9"
        c="red.9"
        aria-describedby={id}
        onClick={() => draft.changeSecret(field, { kind: 'remove' })}
      >
        削除
      </Button>
      {error && (
        <Text size="xs" c="red.9" w="100%">
          {error}
        </Text>
      )}
    </Group>
  )
}

function ToBeRemoved({ section, field, id, error }: SecretFieldProps) {
  return (
    <Group gap="xs">
      <Text size="sm" id={id} tabIndex={-1} c="red.9">
        保存すると削除されます。{error}
      </Text>
      <Button size="xs" variant="default" onClick={() => section.draft.changeSecret(field, undefined)}>
        削除をやめる
      </Button>
    </Group>
  )
}

function NewSecret({
  section,
  field,
  id,
  error,
  describedBy,
  placeholder,
  typed,
  replaces,
}: SecretFieldProps & { typed: string; replaces: boolean }) {
  const { draft } = section
  return (
    <Group gap="xs" align="flex-start">
      <PasswordInput
        id={id}
        value={typed}
        onChange={(event) => draft.changeSecret(field, { kind: 'replace', typed: event.currentTarget.value })}
        error={error}
        aria-describedby={describedBy}
        // Otherwise browsers fill in one's own password of the admin.
        autoComplete="new-password"
        autoFocus={replaces}
        visibilityToggleButtonProps={{ 'aria-label': '入力した文字を表示する' }}
        w="100%"
        maw={420}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      {replaces && (
        <Button size="xs" mt={3} variant="default" onClick={() => draft.changeSecret(field, undefined)}>
          変更をやめる
        </Button>
      )}
    </Group>
  )
}
