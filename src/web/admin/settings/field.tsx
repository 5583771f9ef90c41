import { NativeSelect, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import type { FormItem } from '../../../integrations/settings-form.ts'
import { RegistrationForm } from '../netshonin/registration-form.tsx'
import { messageAt } from './draft.ts'
import { Paragraphs } from './paragraphs.tsx'
import { RadioField } from './radio-field.tsx'
import { RoomField } from './room-field.tsx'
import { SecretField } from './secret-field.tsx'
import { fieldId, type Section } from './section.ts'
import { TemplateField } from './template-field.tsx'

type FieldItem = Extract<FormItem, { kind: 'field' }>

/** What a control is given: its place on the page, and how to point to its name and its mistake. */
export interface ControlProps {
  section: Section
  field: string
  id: string
  error: string | undefined
  /** The id of its help, for screen readers. */
  describedBy: string | undefined
  /** The id of its name, for controls that no label can point to. */
  labelledBy: string
}

/** One field: its name, what the manual says of it, the control, and what is wrong with it. */
export function Field({ item, section }: { item: FieldItem; section: Section }) {
  const id = fieldId(section.name, item.field)
  const error = messageAt(section.errors, item.field)
  const control: ControlProps = {
    section,
    field: item.field,
    id: `${id}-control`,
    error,
    describedBy: item.help.length > 0 ? `${id}-help` : undefined,
    labelledBy: `${id}-label`,
  }
  return (
    <Stack gap={6} id={id} className="settings-field" {...(error === undefined ? {} : { 'data-refused': true })}>
      <Text component="label" id={control.labelledBy} htmlFor={control.id} fw={700} size="md">
        {item.label}
      </Text>
      {item.help.length > 0 && (
        <Stack gap={4} id={control.describedBy}>
          <Paragraphs paragraphs={item.help} soft />
        </Stack>
      )}
      <Control item={item} control={control} />
    </Stack>
  )
}

function Control({ item, control }: { item: FieldItem; control: ControlProps }) {
  switch (item.control.kind) {
    case 'switch':
      return <SwitchControl {...control} />
    case 'text':
      return <TextControl {...control} placeholder={item.control.placeholder} />
    case 'lines':
      return <LinesControl {...control} placeholder={item.control.placeholder} />
    case 'secret':
      return <SecretField {...control} placeholder={item.control.placeholder} owner={item.control.owner} />
    case 'room':
      return <RoomField {...control} category={item.control.category} />
    case 'addresses':
      return <LinesControl {...control} placeholder="owner@example.co.jp" />
    case 'registration-form':
      return <RegistrationForm {...control} />
    case 'choice':
      return <ChoiceControl {...control} options={item.control.options} />
    case 'radio':
      return <RadioField {...control} options={item.control.options} />
    case 'template':
      return <TemplateField {...control} lines={item.control.lines} placeholders={item.control.placeholders} />
  }
}

function SwitchControl({ section, field, id, error, describedBy }: ControlProps) {
  const on = section.draft.isOn(field)
  return (
    <Switch
      id={id}
      checked={on}
      onChange={(event) => section.draft.change(field, event.currentTarget.checked)}
      description={on ? 'オン' : 'オフ'}
      error={error}
      aria-describedby={describedBy}
      size="md"
      styles={{ body: { alignItems: 'center' }, description: { marginTop: 0, fontSize: '0.875rem', color: 'inherit' } }}
    />
  )
}

function TextControl({
  section,
  field,
  id,
  error,
  describedBy,
  placeholder,
}: ControlProps & { placeholder: string | undefined }) {
  return (
    <TextInput
      id={id}
      value={section.draft.text(field)}
      onChange={(event) => section.draft.change(field, event.currentTarget.value)}
      error={error}
      aria-describedby={describedBy}
      maw={520}
      autoComplete="off"
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  )
}

function LinesControl({
  section,
  field,
  id,
  error,
  describedBy,
  placeholder,
}: ControlProps & { placeholder: string | undefined }) {
  return (
    <Textarea
      id={id}
      value={section.draft.text(field)}
      onChange={(event) => section.draft.change(field, event.currentTarget.value)}
      error={error && <span style={{ whiteSpace: 'pre-line' }}>{error}</span>}
      aria-describedby={describedBy}
      autosize
      minRows={2}
      maxRows={10}
      maw={520}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  )
}

type Options = Extract<FieldItem['control'], { kind: 'choice' }>['options']

function ChoiceControl({ section, field, id, error, describedBy, options }: ControlProps & { options: Options }) {
  return (
    <NativeSelect
      id={id}
      data={[...options]}
      value={section.draft.text(field)}
      onChange={(event) => section.draft.change(field, event.currentTarget.value)}
      error={error}
      aria-describedby={describedBy}
      maw={320}
    />
  )
}
