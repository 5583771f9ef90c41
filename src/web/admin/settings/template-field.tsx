import { Button, Menu, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useRef } from 'react'
import type { Control } from '../../../integrations/settings-form.ts'
import type { ControlProps } from './field.tsx'

type TemplateControl = Extract<Control, { kind: 'template' }>

/** A text with `{{names}}` in it. A name is put where the caret stands, over what is marked. */
export function TemplateField({
  section,
  field,
  id,
  error,
  describedBy,
  lines,
  placeholders,
}: ControlProps & Pick<TemplateControl, 'lines' | 'placeholders'>) {
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const text = section.draft.text(field)
  const insert = (name: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = box.current ?? {}
    const before = text.slice(0, selectionStart ?? text.length)
    const put = `{{${name}}}`
    section.draft.change(field, before + put + text.slice(selectionEnd ?? text.length))
    // Once the text is on the screen and the menu has given the focus back.
    setTimeout(() => {
      box.current?.focus()
      box.current?.setSelectionRange(before.length + put.length, before.length + put.length)
    })
  }
  const props = {
    id,
    value: text,
    error,
    'aria-describedby': describedBy,
    onChange: (event: { currentTarget: { value: string } }) => section.draft.change(field, event.currentTarget.value),
    autoComplete: 'off',
    styles: { error: { whiteSpace: 'pre-line' as const } },
  }
  return (
    <Stack gap={6} maw={640}>
      {lines === 'one' ? (
        <TextInput ref={box} {...props} />
      ) : (
        <Textarea ref={box} {...props} autosize minRows={6} maxRows={24} />
      )}
      <Placeholders placeholders={placeholders} onChoose={insert} />
    </Stack>
  )
}

interface PlaceholdersProps extends Pick<TemplateControl, 'placeholders'> {
  onChoose: (name: string) => void
}

function Placeholders({ placeholders, onChoose }: PlaceholdersProps) {
  return (
    <Menu position="bottom-start" shadow="md" returnFocus={false}>
      <Menu.Target>
        <Button size="compact-sm" variant="light" w="fit-content">
          項目を差し込む
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }} maw="calc(100vw - 32px)">
        {placeholders.map(({ name, meaning }) => (
          <Menu.Item key={name} onClick={() => onChoose(name)}>
            <Text size="sm">{name}</Text>
            <Text size="xs" className="soft">
              {meaning}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
