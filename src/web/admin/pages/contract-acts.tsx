import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { ContractDetail } from '../../api/schemas.ts'
import { ContractActDialog } from './contract-act-dialog.tsx'
import { type ContractAct, contractActs } from './contract-act-words.ts'

/** What staff can do with a contract now, as buttons; each asks first and says what will happen. */
export function ContractActs({ contract }: { contract: ContractDetail }) {
  const [chosen, setChosen] = useState<ContractAct | null>(null)
  const possible = contractActs.filter((act) => act.isPossible(contract))
  if (possible.length === 0) return null
  return (
    <>
      <Group gap="xs">
        {possible.map((act) => (
          <Button
            key={act.path}
            size="xs"
            variant={act === possible[0] && act.mends ? 'filled' : 'default'}
            onClick={() => setChosen(act)}
          >
            {act.label}
          </Button>
        ))}
      </Group>
      {chosen && (
        <ContractActDialog key={chosen.path} act={chosen} contract={contract} onClose={() => setChosen(null)} />
      )}
    </>
  )
}
