import { Button, Radio, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { ReturnedMailDetail, SettlementInput } from '../../api/schemas.ts'
import { Confirm } from '../ui/confirm.tsx'
import { type BounceClass, bounceClasses, findings } from './findings.ts'
import { type ChosenLetter, LetterChoice, letterNamedIn } from './letter-choice.tsx'
import { useSettle } from './use-settle.ts'
import type { Finding } from './words.ts'

/** 要確認: what somebody found out about a mail, and what is to follow from it. */
export function SettleForm({ mail }: { mail: ReturnedMailDetail }) {
  const [finding, setFinding] = useState<Finding | null>(null)
  const [letter, setLetter] = useState<ChosenLetter | null>(letterNamedIn(mail))
  const [reason, setReason] = useState<BounceClass | null>(null)
  const [asking, setAsking] = useState(false)
  const settle = useSettle(mail.id)
  const settlement = settlementOf(finding, letter, reason)
  const record = () => {
    if (settlement !== null) settle.mutate(settlement, { onSettled: () => setAsking(false) })
  }
  return (
    <Stack gap="md" component="section">
      <Title order={3} size="h5">
        確認した結果
      </Title>
      <Choices label="確認した結果" choices={findings} value={finding} onChange={setFinding} />
      {finding !== null && finding !== 'nothing' && <LetterChoice mail={mail} value={letter} onChange={setLetter} />}
      {finding === 'bounce' && (
        <Stack gap="xs">
          <Text size="sm" fw={700}>
            届かなかった理由
          </Text>
          <Choices label="届かなかった理由" choices={bounceClasses} value={reason} onChange={setReason} />
        </Stack>
      )}
      {finding !== null && (
        <Button
          size="sm"
          w="fit-content"
          disabled={settlement === null}
          loading={settle.isPending}
          onClick={finding === 'nothing' ? record : () => setAsking(true)}
        >
          {findings[finding].action}
        </Button>
      )}
      {finding !== null && letter !== null && (
        <Confirm
          opened={asking}
          title={`${findings[finding].action.replace(/する$/, '')}しますか?`}
          action="記録する"
          running={settle.isPending}
          onConfirm={record}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">
            「{letter.subject}」({letter.toAddress} 宛)
          </Text>
          <Text size="sm">
            {finding === 'bounce' && reason !== null ? bounceClasses[reason].about : findings[finding].about}
          </Text>
          <Text size="sm" className="soft">
            この記録は取り消せません。
          </Text>
        </Confirm>
      )}
    </Stack>
  )
}

/** What is sent; null while something is not chosen yet. */
function settlementOf(
  finding: Finding | null,
  letter: ChosenLetter | null,
  reason: BounceClass | null,
): SettlementInput | null {
  if (finding === null || finding === 'nothing') return finding && { as: finding }
  if (letter === null) return null
  if (finding === 'complaint') return { as: finding, letterId: letter.id }
  return reason && { as: finding, letterId: letter.id, class: reason }
}

interface ChoicesProps<Value extends string> {
  label: string
  choices: Record<Value, { label: string; about: string }>
  value: Value | null
  onChange: (value: Value) => void
}

/** One of a few, each with what follows from it. */
function Choices<Value extends string>({ label, choices, value, onChange }: ChoicesProps<Value>) {
  return (
    <Radio.Group value={value} onChange={(chosen) => onChange(chosen as Value)} aria-label={label}>
      <Stack gap="sm">
        {Object.entries<{ label: string; about: string }>(choices).map(([choice, words]) => (
          <Radio key={choice} value={choice} label={words.label} description={words.about} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
