import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TestResult } from '../../api/schemas.ts'
import { type Answer, send } from '../api.ts'
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

/**
 * Tries the stored settings and tells how it went, step by step. Give it the page's version as its key: what was tried
 * before a save says nothing of what is stored now.
 */
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
      {!unsaved && test.data && <Outcome answer={test.data} />}
      {!unsaved && test.error && <Failed text={faultText(test.error)} />}
    </>
  )
}

function Outcome({ answer }: { answer: Answer<TestResult> }) {
  if (!answer.done) return <Failed text={answer.problem.errors?.[0]?.message ?? answer.problem.detail} />
  const result = answer.value
  return (
    <Notice
      tone={result.ok ? 'success' : 'trouble'}
      title={result.ok ? 'テストは成功しました' : 'テストは失敗しました'}
    >
      {result.steps.map((step) => (
        <div key={step.label}>
          {step.ok ? '✓' : '✕'} {step.label}: {step.message}
        </div>
      ))}
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
