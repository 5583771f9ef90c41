import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { RegistrationFormReading } from '../../api/schemas.ts'
import { type Answer, send } from '../api.ts'
import type { Section } from '../settings/section.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'

interface FormReaderProps {
  section: Section
  onRead: (reading: RegistrationFormReading) => void
}

/** Takes the address of a form's page, its HTML, or both, and has it read. */
export function FormReader({ section, onRead }: FormReaderProps) {
  const ids = { url: useId(), html: useId() }
  const [url, setUrl] = useState('')
  const [html, setHtml] = useState('')
  const reading = useMutation({
    mutationFn: () =>
      send<RegistrationFormReading>('POST', `${section.path}/form`, {
        ...(url ? { url } : {}),
        ...(html ? { html } : {}),
      }),
    onSuccess: (answer) => {
      if (answer.done) onRead(answer.value)
    },
  })
  return (
    <Stack gap="sm" className="form-reader">
      <TextInput
        id={ids.url}
        label="登録フォームのページのURL"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        placeholder={section.draft.text('formUrl') || 'https://mycompany.co.jp/np/form.html'}
        autoComplete="off"
        maw={520}
      />
      <Textarea
        id={ids.html}
        label="または、登録フォームのHTML"
        description="HTMLを貼り付けたときは、上のURLはページの場所としてだけ使います。"
        value={html}
        onChange={(event) => setHtml(event.currentTarget.value)}
        placeholder="<form action=…> … </form>"
        autosize
        minRows={2}
        maxRows={8}
        maw={640}
        styles={{ input: { fontFamily: 'monospace, var(--mantine-font-family)', fontSize: '0.8125rem' } }}
      />
      <Group>
        <Button
          size="sm"
          variant="light"
          loading={reading.isPending}
          disabled={url.trim() === '' && html.trim() === ''}
          onClick={() => reading.mutate()}
        >
          フォームを読み取る
        </Button>
      </Group>
      {reading.data && <Understood answer={reading.data} />}
      {reading.error && (
        <Notice tone="trouble" title="読み取れませんでした">
          {faultText(reading.error)}
        </Notice>
      )}
    </Stack>
  )
}

const charsets = {
  'utf-8': 'UTF-8',
  'euc-jp': 'EUC-JP',
  shift_jis: 'Shift_JIS',
  'iso-2022-jp': 'ISO-2022-JP(JIS)',
} as const

/** What was understood of the form, in words; the table below shows its controls. */
function Understood({ answer }: { answer: Answer<RegistrationFormReading> }) {
  if (!answer.done)
    return (
      <Notice tone="trouble" title="読み取れませんでした">
        {answer.problem.errors?.[0]?.message ?? answer.problem.detail}
      </Notice>
    )
  const { settings, forms, plan, notes } = answer.value
  return (
    <Notice tone={notes.length > 0 ? 'warning' : 'success'} title="フォームを読み取りました">
      <Text size="sm" className="form-reader-facts">
        送信先: {settings.formUrl || '不明'}
      </Text>
      <Text size="sm">
        送信方法: {settings.method.toUpperCase()}、文字コード: {charsets[settings.charset]}
        {plan && `、プランIDの項目: ${plan.name}${plan.value && `(このフォームでは ${plan.value})`}`}
      </Text>
      {plan && plan.options.length > 1 && (
        <Text size="sm">選べるプランID: {plan.options.map(({ value, label }) => `${value}(${label})`).join('、')}</Text>
      )}
      {forms > 1 && (
        <Text size="sm">ページにある{forms}個のフォームから、メールアドレスを登録するものを選びました。</Text>
      )}
      {settings.pageUrl !== '' && <Text size="sm">登録のたびに、先にフォームのページを開きます。</Text>}
      {notes.map((note) => (
        <Text key={note} size="sm" fw={700}>
          {note}
        </Text>
      ))}
      <Text size="sm">下の表を確認し、よろしければ保存してください。</Text>
    </Notice>
  )
}
