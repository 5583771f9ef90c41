import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Session, SetupState } from '../../api/schemas.ts'
import { ApiFault, send } from '../api.ts'
import { Entrance } from '../layout/entrance.tsx'
import { resourceQuery, sessionQuery } from '../queries.ts'
import { Fault, faultText } from '../ui/fault.tsx'
import { TextLink } from '../ui/links.tsx'
import { Notice } from '../ui/notice.tsx'

/** 初回設定: the one-time link with which the first visitor becomes the owner. */
export function SetupPage() {
  const { token } = useParams({ from: '/setup/$token' })
  const link = useQuery({
    ...resourceQuery<SetupState>(`setup/${encodeURIComponent(token)}`),
    retry: false,
    refetchOnWindowFocus: false,
  })
  return (
    <Entrance title="初回設定">
      {link.error instanceof ApiFault && link.error.status === 404 ? (
        <UsedLink />
      ) : link.error ? (
        <Fault fault={link.error} retry={() => void link.refetch()} />
      ) : (
        <OwnerForm token={token} ready={link.isSuccess} />
      )}
    </Entrance>
  )
}

function UsedLink() {
  return (
    <Stack gap="sm">
      <Text size="sm">このリンクは使用済みか、有効期限が切れています。</Text>
      <Text size="sm">
        すでに設定がお済みの場合は、ログインしてください。まだの場合は、Luxlinerを起動し直すと新しいリンクが表示されます。
      </Text>
      <TextLink to="/login" size="sm">
        ログイン画面へ
      </TextLink>
    </Stack>
  )
}

const EMPTY = { shopName: '', ownerName: '', email: '', password: '', again: '' }

function OwnerForm({ token, ready }: { token: string; ready: boolean }) {
  const navigate = useNavigate()
  const cache = useQueryClient()
  const form = useForm({
    initialValues: EMPTY,
    validate: { again: (again, { password }) => (again === password ? null : 'パスワードが一致していません') },
  })
  const create = useMutation({
    mutationFn: ({ again: _, ...owner }: typeof EMPTY) =>
      send<Session>('POST', `setup/${encodeURIComponent(token)}`, owner),
    onSuccess: async (answer) => {
      if (!answer.done)
        return form.setErrors(
          Object.fromEntries((answer.problem.errors ?? []).map(({ field, message }) => [field, message])),
        )
      cache.setQueryData(sessionQuery.queryKey, answer.value)
      await navigate({ to: '/' })
    },
  })
  const refusal = create.data?.done === false ? create.data.problem.detail : create.error && faultText(create.error)
  return (
    <form onSubmit={form.onSubmit((owner) => create.mutate(owner))} noValidate>
      <Stack gap="md">
        <Text size="sm" className="soft">
          ショップと管理者の情報を登録すると、すぐに使い始められます。ショップ名はあとから変更できます。
        </Text>
        {refusal && (
          <Notice tone="trouble" title="登録できませんでした">
            {refusal}
          </Notice>
        )}
        <OwnerFields form={form} />
        <Button type="submit" loading={create.isPending} disabled={!ready} fullWidth>
          登録して始める
        </Button>
      </Stack>
    </form>
  )
}

function OwnerFields({ form }: { form: UseFormReturnType<typeof EMPTY> }) {
  return (
    <>
      <TextInput label="ショップ名" autoComplete="organization" autoFocus {...form.getInputProps('shopName')} />
      <TextInput label="管理者のお名前" autoComplete="name" {...form.getInputProps('ownerName')} />
      <TextInput
        label="メールアドレス"
        description="ログインと、管理者へのお知らせに使います。"
        type="email"
        autoComplete="username"
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label="パスワード"
        description="10文字以上で入力してください。"
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'パスワードを表示する' }}
        {...form.getInputProps('password')}
      />
      <PasswordInput
        label="パスワード(確認のためもう一度)"
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': 'パスワードを表示する' }}
        {...form.getInputProps('again')}
      />
    </>
  )
}
