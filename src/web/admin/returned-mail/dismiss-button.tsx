import { Button } from '@mantine/core'
import type { ReturnedMail } from '../../api/schemas.ts'
import { findings } from './findings.ts'
import { useSettle } from './use-settle.ts'

/** In the list: a mail box for reports gets advertising too, which needs no second look. */
export function DismissButton({ mail }: { mail: ReturnedMail }) {
  const settle = useSettle(mail.id)
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={settle.isPending}
      onClick={() => settle.mutate({ as: 'nothing' })}
      aria-label={`${mail.subject ?? '件名のないメール'} を${findings.nothing.action}`}
    >
      {findings.nothing.action}
    </Button>
  )
}
