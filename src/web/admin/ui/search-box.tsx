import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { Icon } from './icons.tsx'

interface SearchBoxProps {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
}

/** Searches while one types, a third of a second after the last key. */
export function SearchBox({ label, placeholder, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const search = useDebouncedCallback(onChange, 300)
  const enter = (text: string) => {
    setTyped(text)
    search(text.trim())
  }
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => enter(event.currentTarget.value)}
      leftSection={<Icon name="search" size={16} />}
      rightSection={typed !== '' && <CloseButton size="sm" aria-label="検索語を消す" onClick={() => enter('')} />}
      w={{ base: '100%', sm: 320 }}
    />
  )
}
