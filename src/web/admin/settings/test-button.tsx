import { Button, List, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TestResult } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { overviewQuery } from '../queries.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Section } from './section.ts'

interface TestButtonProps {
  section: Section
  label: string
  body?: Record<string, unknown>
  disabled?: boolean
  /** Stands at the right end of its row. */
  aside?: boolean
}

/** Tries the stored settings and tells how it went, step by step. */
export function TestButton({ section, label, body = {}, disabled = false, aside = false }: TestButtonProps) {
  const cache = useQueryClient()
  const test = useMutation({
    mutationFn: () => send<TestResult>('POST', `${section.path}/test`, body),
    onSettled: () =>
      Promise.all([cache.invalidateQueries({ queryKey: [section.path] }), cache.invalidateQueries(overviewQuery)]),
  })
  const unsaved = section.draft.dirty
  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        ml={aside ? 'auto' : 0}
        disabled={disabled || unsaved}
        loading={test.isPending}
        onClick={() => test.mutate()}
        title={unsaved ? '変更を保存してからお試しください' : undefined}
      >
        {label}
      </Button>
      {test.data?.done && <Steps result={test.data.value} />}
      {test.data && !test.data.done && (
        <Failed text={test.data.problem.errors?.[0]?.message ?? test.data.problem.detail} />
      )}
      {test.error && <Failed text={faultText(test.error)} />}
    </>
  )
}

function Steps({ result }: { result: TestResult }) {
  return (
    <Notice
      tone={result.ok ? 'success' : 'trouble'}
      title={result.ok ? 'テストは成功しました' : 'テストは失敗しました'}
    >
      <List size="sm" listStyleType="none" spacing={4} withPadding={false} pl={0}>
        {result.steps.map((step) => (
          <List.Item key={step.label}>
            <Stack gap={0}>
              <Text size="sm" fw={500}>
                {step.ok ? '✓' : '✕'} {step.label}
              </Text>
              <Text size="sm">{step.message}</Text>
            </Stack>
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}

function Failed({ text }: { text: string }) {
  return (
    <Notice tone="trouble" title="テストできませんでした">
      {text}
    </Notice>
  )
}
