import { Group } from '@mantine/core'
import type { Letter } from '../../api/schemas.ts'
import { Chip } from '../ui/chip.tsx'
import { letterStates } from '../ui/words.ts'

/** How a letter stands, and whether its reader reported it as spam. */
export function LetterState({ letter }: { letter: Letter }) {
  return (
    <Group component="span" gap={4} display="inline-flex">
      <Chip {...letterStates[letter.state]} />
      {letter.complainedAt !== null && <Chip label="迷惑メール報告" colour="red" />}
    </Group>
  )
}
