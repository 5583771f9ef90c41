import { Badge } from '@mantine/core'
import type { StateWords } from './words.ts'

/** Ground and ink of the chips; each pair has a contrast of at least 5:1. */
const looks: Record<StateWords['colour'], { background: string; color: string }> = {
  green: { background: '#e3f3e8', color: '#1c6136' },
  blue: { background: '#e4eefb', color: '#1f4f8f' },
  yellow: { background: '#fdf1d3', color: '#775000' },
  red: { background: '#fce6e4', color: '#a1231a' },
  gray: { background: '#eceff0', color: '#4b575c' },
}

/** The state of something as a small coloured word. */
export function Chip({ label, colour }: StateWords) {
  return (
    <Badge
      variant="filled"
      radius="sm"
      size="md"
      fw={500}
      tt="none"
      styles={{
        root: { ...looks[colour], flexShrink: 0, maxWidth: 'none' },
        label: { overflow: 'visible', fontSize: '0.75rem' },
      }}
    >
      {label}
    </Badge>
  )
}
