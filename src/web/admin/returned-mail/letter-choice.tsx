import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CandidateList, ReturnedMailDetail } from '../../api/schemas.ts'
import { withQuery } from '../api.ts'
import { resourceQuery } from '../queries.ts'
import { Fault } from '../ui/fault.tsx'
import { useShopTime } from '../ui/shop.ts'

/** A letter of ours that may be the one that came back. */
export interface ChosenLetter {
  id: string
  subject: string
  toAddress: string
  createdAt?: string
}

/** The letter that the mail itself names, or null. */
export function letterNamedIn({ letterId, letterSubject, recipient, candidates }: ReturnedMailDetail) {
  if (letterId === null) return null
  const known = candidates.find(({ id }) => id === letterId)
  return known ?? { id: letterId, subject: letterSubject ?? letterId, toAddress: recipient ?? '' }
}

interface LetterChoiceProps {
  mail: ReturnedMailDetail
  value: ChosenLetter | null
  onChange: (letter: ChosenLetter | null) => void
}

/** Which letter it is about: one of the latest to the address that the mail names, or to one that staff read in it. */
export function LetterChoice({ mail, value, onChange }: LetterChoiceProps) {
  const [address, setAddress] = useState<string | null>(null)
  const path = withQuery(`returned-mail/${mail.id}/candidates`, { address: address ?? undefined })
  const found = useQuery({ ...resourceQuery<CandidateList>(path), enabled: address !== null })
  const named = letterNamedIn(mail)
  const others = address === null ? mail.candidates : (found.data?.items ?? [])
  const letters = named === null ? others : [named, ...others.filter(({ id }) => id !== named.id)]
  const search = (typed: string) => {
    setAddress(typed)
    onChange(named)
  }
  return (
    <Stack gap="xs">
      <Text size="sm" fw={700}>
        どのメールについてですか?
      </Text>
      <LetterRadios letters={letters} value={value} onChange={onChange} />
      {found.error && <Fault fault={found.error} retry={() => void found.refetch()} />}
      {letters.length === 0 && !found.isFetching && !found.error && (
        <Text size="sm" className="soft">
          {emptyWords(address ?? mail.recipient)}
        </Text>
      )}
      <AddressSearch running={found.isFetching} onSearch={search} />
    </Stack>
  )
}

function emptyWords(address: string | null): string {
  if (address === null)
    return '宛先がわかりませんでした。届いた内容からお客様のメールアドレスを探し、入力してください。'
  return `${address} へ送ったメールは見つかりませんでした。届いた内容に別のアドレスがあれば、入力してください。`
}

function LetterRadios({ letters, value, onChange }: { letters: ChosenLetter[] } & Omit<LetterChoiceProps, 'mail'>) {
  const time = useShopTime()
  if (letters.length === 0) return null
  return (
    <Radio.Group
      value={value?.id ?? null}
      onChange={(chosen) => onChange(letters.find(({ id }) => id === chosen) ?? null)}
      aria-label="どのメールについてですか"
    >
      <Stack gap="sm">
        {letters.map(({ id, subject, toAddress, createdAt }) => (
          <Radio
            key={id}
            value={id}
            label={subject}
            description={[createdAt && time(createdAt), toAddress && `${toAddress} 宛`].filter(Boolean).join(' ')}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function AddressSearch({ running, onSearch }: { running: boolean; onSearch: (address: string) => void }) {
  const [typed, setTyped] = useState('')
  const address = typed.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (address.length >= SHORTEST_ADDRESS) onSearch(address)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="xs" align="flex-end">
        <TextInput
          type="email"
          size="xs"
          label="別のアドレスへ送ったメールから選ぶ"
          placeholder="hanako@example.jp"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={320}
          w={{ base: '100%', xs: 280 }}
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={running}
          disabled={address.length < SHORTEST_ADDRESS}
        >
          メールを探す
        </Button>
      </Group>
    </form>
  )
}

/** Of `a@b`; the API refuses less. */
const SHORTEST_ADDRESS = 3
