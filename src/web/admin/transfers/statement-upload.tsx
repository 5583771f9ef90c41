import { Button, FileButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { BankStatement } from '../../api/schemas.ts'
import { upload, withQuery } from '../api.ts'
import { Icon } from '../ui/icons.tsx'
import { sayFault, sayRefused } from '../ui/toast.ts'

/** Chooses a bank's statement and opens what was read of it; nothing is confirmed by that. */
export function StatementUpload() {
  const navigate = useNavigate()
  const reading = useMutation({
    mutationFn: (file: File) =>
      upload<BankStatement>(
        withQuery('transfers/statements', { fileName: file.name.slice(0, 200) }),
        file,
        'application/octet-stream',
      ),
    onSuccess: (answer) => {
      if (!answer.done) return sayRefused(answer.problem.detail)
      return navigate({ to: '/transfers/statements/$id', params: { id: answer.value.id } })
    },
    onError: sayFault,
  })
  return (
    <FileButton accept=".csv,.txt,.tsv,.dat,text/csv,text/plain" onChange={(file) => file && reading.mutate(file)}>
      {(props) => (
        <Button {...props} size="sm" loading={reading.isPending} leftSection={<Icon name="up" size={16} />}>
          入出金明細を取り込む
        </Button>
      )}
    </FileButton>
  )
}
