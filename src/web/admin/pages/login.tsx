import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Session } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { Entrance } from '../layout/entrance.tsx'
import { sessionQuery } from '../queries.ts'
import { faultText } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'

/** ログイン. */
export function LoginPage() {
  const { from = '/' } = useSearch({ from: '/login' })
  const router = useRouter()
  const cache = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => send<Session>('POST', 'session', { email: email.trim(), password }),
    onSuccess: (answer) => {
      if (!answer.done) return
      cache.setQueryData(sessionQuery.queryKey, answer.value)
      router.history.push(router.basepath + (from === '/' ? '' : from))
    },
  })
  const refusal = signIn.data?.done === false ? signIn.data.problem.detail : signIn.error && faultText(signIn.error)
  return (
    <Entrance title="ログイン">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        <Stack gap="md">
          {refusal && (
            <Notice tone="trouble" title="ログインできませんでした">
              {refusal}
            </Notice>
          )}
          <TextInput
            label="メールアドレス"
            type="email"
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="パスワード"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'パスワードを表示する' }}
          />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            ログインする
          </Button>
          <Text size="xs" className="soft">
            アカウントをお持ちでない方は、管理者にお問い合わせください。
          </Text>
        </Stack>
      </form>
    </Entrance>
  )
}
