import { Button, Group, Progress, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchCsv, withQuery } from '../api.ts'
import type { ListSearch } from '../list-search.ts'
import { sayDone, sayFault } from '../ui/toast.ts'

/** Saves the listed customers, all pages of them, as a CSV file; shows how far it has come. */
export function CustomerFileButton({ search }: { search: ListSearch }) {
  const [progress, setProgress] = useState({ lines: 0, of: 0 })
  const save = useMutation({
    mutationFn: () => fetchCsv(withQuery('customers.csv', { ...search }), (lines, of) => setProgress({ lines, of })),
    onSuccess: (file) => {
      keep(file, 'customers.csv')
      sayDone('CSVファイルを保存しました')
    },
    onError: sayFault,
  })
  if (!save.isPending)
    return (
      <Button variant="default" size="sm" onClick={() => save.mutate()}>
        CSVをダウンロード
      </Button>
    )
  const { lines, of } = progress
  // The heading is a line, too.
  const rows = Math.max(0, lines - 1)
  return (
    <Group gap="xs" wrap="nowrap" role="status">
      <Progress value={of === 0 ? 0 : (100 * rows) / of} w={120} aria-label="CSVファイルの作成" />
      <Text size="sm" className="digits">
        {rows.toLocaleString()} / {of.toLocaleString()}人
      </Text>
    </Group>
  )
}

/** Hands a file to the browser's downloads. */
function keep(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
