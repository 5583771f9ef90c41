import { Button, CopyButton as Copier } from '@mantine/core'
import { Icon } from './icons.tsx'

/** Puts a text on the clipboard and says so. */
export function CopyButton({ value, label = 'コピー' }: { value: string; label?: string }) {
  return (
    <Copier value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={copy}
          leftSection={<Icon name={copied ? 'check' : 'copy'} size={14} />}
          aria-live="polite"
        >
          {copied ? 'コピーしました' : label}
        </Button>
      )}
    </Copier>
  )
}
