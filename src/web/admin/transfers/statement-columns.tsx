import { Button, Collapse, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BankStatement, StatementLayout } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { Facts } from '../ui/facts.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'
import { StatementSample } from './statement-sample.tsx'

/** Which column was taken for what, and a way to correct it. */
export function StatementColumns({ statement }: { statement: BankStatement }) {
  const { layout, sample, unreadable } = statement
  const [opened, form] = useDisclosure(layout === null)
  const name = (column: number) => nameOf(sample, layout?.heading ?? -1, column)
  return (
    <Panel
      title="読み取った列"
      actions={
        layout !== null && (
          <Button size="xs" variant="default" onClick={form.toggle} aria-expanded={opened}>
            列の対応を直す
          </Button>
        )
      }
    >
      <Stack gap="md">
        {layout === null ? (
          <Notice tone="warning" title="どの列が何か、分かりませんでした">
            <Text size="sm">
              下の見本を見ながら、列を選んでください。同じ形式の明細では、次回から自動で読み取ります。
            </Text>
          </Notice>
        ) : (
          <Facts
            facts={[
              ['入金日', layout.day.map(name).join('・')],
              ['入金額', name(layout.amount)],
              ['振込名義', name(layout.payer)],
              ['補足の列', layout.memo === null ? null : name(layout.memo)],
              ['入金・出金の区別', layout.direction === null ? null : name(layout.direction)],
            ]}
          />
        )}
        {unreadable.length > 0 && (
          <Text size="sm" className="soft">
            日付または金額を読み取れなかった行: {unreadable.slice(0, 20).join('、')}行目
            {unreadable.length > 20 && `ほか(計${unreadable.length}行)`}
          </Text>
        )}
        <Collapse expanded={opened}>
          {opened && <LayoutForm statement={statement} name={nameOf} onDone={form.close} />}
        </Collapse>
      </Stack>
    </Panel>
  )
}

/** A column by its heading, or by its place. */
function nameOf(sample: BankStatement['sample'], heading: number, column: number): string {
  return sample[heading]?.[column] || `${column + 1}列目`
}

const NONE = ''

interface LayoutFormProps {
  statement: BankStatement
  name: typeof nameOf
  onDone: () => void
}

function LayoutForm({ statement: { id, sample, layout }, name, onDone }: LayoutFormProps) {
  const cache = useQueryClient()
  const [draft, setDraft] = useState<StatementLayout>(
    layout ?? { heading: 0, day: [0], amount: 0, payer: 0, memo: null, direction: null },
  )
  const save = useMutation({
    mutationFn: () => send<BankStatement>('PUT', `transfers/statements/${id}/layout`, draft),
    onSuccess: async (answer) => {
      if (!answer.done) return sayRefused(answer.problem.errors?.[0]?.message ?? answer.problem.detail)
      sayDone('列の対応を保存し、読み取り直しました')
      onDone()
      await cache.invalidateQueries({ queryKey: [`transfers/statements/${id}`] })
    },
    onError: sayFault,
  })
  const width = Math.max(...sample.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, column) => ({
    value: String(column),
    label: `${column + 1}列目: ${name(sample, draft.heading, column)}`,
  }))
  const optional = [{ value: NONE, label: 'なし' }, ...columns]
  const days = draft.day.length === 3 ? [{ value: draft.day.join(), label: '3列(年・月・日)' }, ...columns] : columns
  const select = (label: string, data: typeof columns, value: string, onChange: (value: string) => void) => (
    <NativeSelect label={label} data={data} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  )
  const columnOrNone = (value: string) => (value === NONE ? null : Number(value))
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-end">
        {select(
          '見出しの行',
          [
            { value: '-1', label: '見出しなし' },
            ...sample.map((_, row) => ({ value: String(row), label: `${row + 1}行目` })),
          ],
          String(draft.heading),
          (value) => setDraft({ ...draft, heading: Number(value) }),
        )}
        {select('入金日の列', days, draft.day.join(), (value) =>
          setDraft({ ...draft, day: value.split(',').map(Number) as StatementLayout['day'] }),
        )}
        {select('入金額の列', columns, String(draft.amount), (value) => setDraft({ ...draft, amount: Number(value) }))}
        {select('振込名義の列', columns, String(draft.payer), (value) => setDraft({ ...draft, payer: Number(value) }))}
        {select('補足の列', optional, String(draft.memo ?? NONE), (value) =>
          setDraft({ ...draft, memo: columnOrNone(value) }),
        )}
        {select('入金・出金を区別する列', optional, String(draft.direction ?? NONE), (value) =>
          setDraft({ ...draft, direction: columnOrNone(value) }),
        )}
      </Group>
      <StatementSample sample={sample} />
      <Group>
        <Button size="sm" loading={save.isPending} onClick={() => save.mutate()}>
          この列で読み取る
        </Button>
      </Group>
    </Stack>
  )
}
