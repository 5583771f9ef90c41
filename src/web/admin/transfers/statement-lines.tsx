import { Button, Checkbox, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatYen } from '../../../platform/money.ts'
import type { BankStatement, StatementChoice, StatementLine } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { Chip } from '../ui/chip.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Empty } from '../ui/list-view.tsx'
import { Panel } from '../ui/panel.tsx'
import { formatDay } from '../ui/time.ts'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'
import { fullName } from '../ui/words.ts'
import {
  bankWords,
  type Candidate,
  type Choice,
  type Choices,
  candidatesOf,
  choiceOf,
  chosenLines,
  differenceWords,
  isOpen,
  matchWords,
} from './choices.ts'
import './statement.css'

/** The lines of a statement with ticks: nothing is confirmed until the button below is pressed. */
export function StatementLines({ statement }: { statement: BankStatement }) {
  const { lines, transfers } = statement
  const [choices, setChoices] = useState<Choices>({})
  const decide = (line: StatementLine, change: Partial<Choice>) =>
    setChoices((before) => ({ ...before, [line.row]: { ...choiceOf(line, before), ...change } }))
  if (lines.length === 0) return <Empty text="この明細に入金はありません。" />
  return (
    <>
      <Text size="sm" className="soft">
        「一致」は振込番号と金額が一致した入金です。それ以外は内容を確かめ、正しければチェックを入れてください。
      </Text>
      <Panel flush>
        <DataTable
          label="入金の照合結果"
          columns={columnsFor(transfers, choices, decide)}
          rows={lines}
          rowKey={(line) => line.row}
        />
      </Panel>
      <ApplyBar statement={statement} chosen={chosenLines(lines, choices, transfers)} />
    </>
  )
}

type Decide = (line: StatementLine, change: Partial<Choice>) => void

function columnsFor(transfers: readonly Candidate[], choices: Choices, decide: Decide): Column<StatementLine>[] {
  return [
    {
      header: '入金日',
      cell: (line) => {
        const { ticked, paymentId } = choiceOf(line, choices)
        return (
          <Checkbox
            aria-label={`${bankWords(line.payer)} ${formatYen(line.paidYen)}を反映する`}
            label={<span className="digits">{formatDay(line.paidOn)}</span>}
            checked={ticked && isOpen(line)}
            disabled={!isOpen(line) || paymentId === null}
            onChange={(event) => decide(line, { ticked: event.currentTarget.checked })}
          />
        )
      },
    },
    {
      header: '振込名義',
      cell: (line) => (
        <>
          {bankWords(line.payer)}
          {line.memo !== '' && <div className="soft">{bankWords(line.memo)}</div>}
        </>
      ),
    },
    { header: '入金額', align: 'right', cell: (line) => <span className="digits">{formatYen(line.paidYen)}</span> },
    { header: '照合結果', cell: (line) => <Chip {...matchWords[line.match.kind]} /> },
    {
      header: '入金予定',
      cell: (line) => <Target line={line} choice={choiceOf(line, choices)} transfers={transfers} decide={decide} />,
    },
  ]
}

interface TargetProps {
  line: StatementLine
  choice: Choice
  transfers: readonly Candidate[]
  decide: Decide
}

/** The transfer that a line pays: certain, or to be chosen. */
function Target({ line, choice, transfers, decide }: TargetProps) {
  const chosen = transfers.find(({ id }) => id === choice.paymentId)
  const { kind } = line.match
  if (kind === 'several' || kind === 'none') {
    const candidates = candidatesOf(line, transfers)
    if (candidates.length === 0) return <span className="soft">この金額の入金予定はありません</span>
    return (
      <NativeSelect
        size="xs"
        aria-label={`${bankWords(line.payer)}の入金予定`}
        value={choice.paymentId ?? ''}
        data={[
          { value: '', label: '選んでください' },
          ...candidates.map((candidate) => ({ value: candidate.id, label: candidateWords(candidate) })),
        ]}
        onChange={(event) =>
          decide(line, { paymentId: event.currentTarget.value || null, ticked: event.currentTarget.value !== '' })
        }
      />
    )
  }
  if (chosen === undefined) return '–'
  const difference = line.paidYen - chosen.amountYen
  return (
    <>
      {fullName(chosen)} 様
      <div className="soft">
        {chosen.productName}、{formatYen(chosen.amountYen)}、期限 {formatDay(chosen.dueOn)}
      </div>
      {kind === 'paid_twice' && <div className="soft">手作業などで確認した入金か、二重のお振込です</div>}
      {choice.ticked && isOpen(line) && difference !== 0 && (
        <TextInput
          size="xs"
          mt={4}
          label={`過不足の理由(${differenceWords(difference)})`}
          placeholder="例: 振込手数料の差し引き"
          value={choice.note}
          onChange={(event) => decide(line, { note: event.currentTarget.value })}
        />
      )}
    </>
  )
}

function candidateWords(candidate: Candidate): string {
  return `${fullName(candidate)} 様 ${formatYen(candidate.amountYen)} 期限${formatDay(candidate.dueOn)}(${candidate.productName})`
}

/** How much is ticked, and the button that confirms it. */
function ApplyBar({ statement, chosen }: { statement: BankStatement; chosen: StatementChoice['lines'] }) {
  const cache = useQueryClient()
  const apply = useMutation({
    mutationFn: () => send<BankStatement>('POST', `transfers/statements/${statement.id}/apply`, { lines: chosen }),
    onSuccess: async (answer) => {
      if (answer.done) sayDone(`${answer.value.confirmed.length}件の入金を確認済みにしました`)
      else sayRefused(answer.problem.detail)
      await cache.invalidateQueries()
    },
    onError: sayFault,
  })
  const rows = new Set(chosen.map(({ row }) => row))
  const sum = statement.lines.reduce((total, line) => total + (rows.has(line.row) ? line.paidYen : 0), 0)
  const unexplained = chosen.some(({ differenceNote }) => differenceNote?.trim() === '')
  return (
    <Group className="statement-foot" justify="space-between" gap="sm">
      <Text size="sm" aria-live="polite">
        選択中 <strong className="digits">{chosen.length}件</strong>、合計{' '}
        <strong className="digits">{formatYen(sum)}</strong>
        {unexplained && <span className="soft">(過不足の理由を入力してください)</span>}
      </Text>
      <Button disabled={chosen.length === 0 || unexplained} loading={apply.isPending} onClick={() => apply.mutate()}>
        選んだ入金を確認済みにする
      </Button>
    </Group>
  )
}
