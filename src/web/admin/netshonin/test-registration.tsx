import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TestRegistrationInput, TestRegistrationResult } from '../../api/schemas.ts'
import { type Answer, send } from '../api.ts'
import { overviewQuery } from '../queries.ts'
import { messageAt } from '../settings/draft.ts'
import type { Section } from '../settings/section.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'

const EMPTY: TestRegistrationInput = { familyName: '', givenName: '', email: '', planId: '' }
const labels: readonly (readonly [keyof TestRegistrationInput, string])[] = [
  ['familyName', '姓'],
  ['givenName', '名'],
  ['email', 'メールアドレス'],
  ['planId', 'プランID'],
]

/** The verdict stands below the fields, where a small window does not show it. */
const scrollHere = (place: HTMLDivElement | null) => place?.scrollIntoView({ block: 'nearest' })

/** テスト登録: really registers somebody with the stored settings, and shows what the form's page says. */
export function TestRegistration({ section }: { section: Section }) {
  const [opened, setOpened] = useState(false)
  const unsaved = section.draft.dirty
  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        ml="auto"
        disabled={unsaved}
        title={unsaved ? '変更を保存してからお試しください' : undefined}
        onClick={() => setOpened(true)}
      >
        テスト登録
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="テスト登録"
        centered
        closeButtonProps={{ 'aria-label': '閉じる' }}
      >
        <TestForm section={section} />
      </Modal>
    </>
  )
}

function TestForm({ section }: { section: Section }) {
  const cache = useQueryClient()
  const [person, setPerson] = useState<TestRegistrationInput>({ ...EMPTY, planId: section.draft.text('planId') })
  const test = useMutation({
    mutationFn: () => send<TestRegistrationResult>('POST', `${section.path}/test`, person),
    onSettled: () =>
      Promise.all([cache.invalidateQueries({ queryKey: [section.path] }), cache.invalidateQueries(overviewQuery)]),
  })
  const refused = test.data && !test.data.done ? (test.data.problem.errors ?? []) : []
  return (
    <Stack gap="sm">
      <Notice tone="warning" title="実際に登録されます">
        入力した方が、ネット商人のリストに本当に登録されます。ご自身のメールアドレスなどでお試しください。登録の取り消しは、ネット商人の管理画面で行ってください。
      </Notice>
      {labels.map(([field, label]) => (
        <TextInput
          key={field}
          label={label}
          value={person[field]}
          error={messageAt(refused, field)}
          onChange={(event) => setPerson({ ...person, [field]: event.currentTarget.value })}
          autoComplete="off"
        />
      ))}
      <Group justify="flex-end">
        <Button size="sm" loading={test.isPending} onClick={() => test.mutate()}>
          登録を試す
        </Button>
      </Group>
      {test.data && (
        <div ref={scrollHere}>
          <Outcome answer={test.data} />
        </div>
      )}
      {test.error && (
        <Notice tone="trouble" title="テストできませんでした">
          {faultText(test.error)}
        </Notice>
      )}
    </Stack>
  )
}

const titles: Record<NonNullable<TestRegistrationResult['meaning']>, string> = {
  registered: '登録できました',
  already: 'すでに登録されています',
  provisional: '仮登録になりました',
  rejected: '登録できませんでした',
  unclear: '登録できたと確認できませんでした',
}

function Outcome({ answer }: { answer: Answer<TestRegistrationResult> }) {
  if (!answer.done)
    return (
      <Notice tone="trouble" title="テストできませんでした">
        {answer.problem.errors?.[0]?.message ?? answer.problem.detail}
      </Notice>
    )
  const { ok, meaning, message, text } = answer.value
  return (
    <Notice tone={ok ? 'success' : 'trouble'} title={titles[meaning ?? 'unclear']}>
      <Stack gap="xs">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
        {text !== '' && (
          <div>
            <Text size="xs" fw={700}>
              表示されたページ
            </Text>
            <Text size="xs" style={{ overflowWrap: 'anywhere', maxHeight: 180, overflowY: 'auto' }} tabIndex={0}>
              {text}
            </Text>
          </div>
        )}
        {!ok && (
          <Text size="xs">
            登録できている場合は、表示された言葉(別のサイトへ移動したときは移動先のURL)を「登録フォームの詳細設定」の目印に加えて保存してください。
          </Text>
        )}
      </Stack>
    </Notice>
  )
}
