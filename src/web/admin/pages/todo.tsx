import { Button, SegmentedControl, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../api.ts'
import { overviewQuery } from '../queries.ts'
import { useShopTime } from '../ui/shop.ts'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'

/** Switches between what is open and what is done. */
export function TodoState({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <SegmentedControl
      aria-label="表示"
      value={value}
      onChange={onChange}
      data={[
        { value: 'open', label: '未対応' },
        { value: 'done', label: '対応済み' },
      ]}
    />
  )
}

interface DoneButtonProps {
  /** The list's path in the API. */
  list: 'manual-registrations' | 'list-work' | 'attention'
  entry: { id: number; doneAt: string | null; doneBy: string | null }
  label: string
  /** What is done, for screen readers: many buttons of a list read alike. */
  name: string
}

/** Marks an entry as done; of a done one it says when and by whom. */
export function DoneButton({ list, entry, label, name }: DoneButtonProps) {
  const time = useShopTime()
  const cache = useQueryClient()
  const markDone = useMutation({
    mutationFn: () => send('POST', `${list}/${entry.id}/done`),
    onSuccess: (answer) => {
      if (answer.done) sayDone(`「${name}」を対応済みにしました`)
      else sayRefused(answer.problem.detail)
    },
    onError: sayFault,
    onSettled: () =>
      Promise.all([cache.invalidateQueries({ queryKey: [list] }), cache.invalidateQueries(overviewQuery)]),
  })
  if (entry.doneAt !== null)
    return (
      <Text size="xs" className="soft">
        <span className="digits">{time(entry.doneAt)}</span>
        {entry.doneBy && ` ${entry.doneBy}`}
      </Text>
    )
  return (
    <Button
      size="xs"
      variant="light"
      aria-label={`${name}: ${label}`}
      loading={markDone.isPending}
      onClick={() => markDone.mutate()}
    >
      {label}
    </Button>
  )
}
