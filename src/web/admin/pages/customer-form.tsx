import { Button, Checkbox, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Customer, CustomerDetail } from '../../api/schemas.ts'
import { type Answer, send } from '../api.ts'
import { resourceQuery } from '../queries.ts'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { Loaded } from '../ui/fault.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { sayDone, sayFault } from '../ui/toast.ts'
import { fullName } from '../ui/words.ts'

const NOBODY = { familyName: '', givenName: '', familyKana: '', givenKana: '', newsletter: false }
type Profile = typeof NOBODY

/** Adds a provisional customer; once saved, their own page follows. */
export function NewCustomerPage() {
  const navigate = useNavigate()
  const form = useForm({ initialValues: { ...NOBODY, email: '', invite: false } })
  const save = useSaving(form, {
    send: (values) => send<Customer>('POST', 'customers', values),
    onSaved: (made) => {
      sayDone(`${fullName(made)} 様を追加しました`)
      void navigate({ to: '/customers/$id', params: { id: made.id }, ignoreBlocker: true })
    },
  })
  return (
    <Page
      title="顧客を追加"
      about="仮登録のお客様として追加します。申し込みではないため、お知らせは送られません。"
      back={{ to: '/customers', label: '顧客の一覧' }}
      narrow
    >
      <Panel>
        <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
          <UnsavedGuard dirty={form.isDirty() && !save.isPending} />
          <Stack gap="md">
            <Names inputs={form.getInputProps} />
            <TextInput label="メールアドレス" type="email" maw={420} {...form.getInputProps('email')} />
            <Newsletter inputs={form.getInputProps} />
            <Checkbox
              label="本登録の案内メールを送る"
              description="パスワードを設定するためのURLを、今すぐお客様にお送りします。あとから送ることもできます。"
              {...form.getInputProps('invite', { type: 'checkbox' })}
            />
            <Refused answer={save.data} />
            <Group>
              <Button type="submit" loading={save.isPending}>
                追加する
              </Button>
            </Group>
          </Stack>
        </form>
      </Panel>
    </Page>
  )
}

/** Changes a customer. The mail address has a form of its own, because a change of it sends letters. */
export function EditCustomerPage() {
  const { id } = useParams({ from: '/staff/customers/$id/edit' })
  const query = useQuery({ ...resourceQuery<CustomerDetail>(`customers/${id}`), refetchOnWindowFocus: false })
  return (
    <Page title="お客様の情報を編集" back={{ to: `/customers/${id}`, label: 'お客様のページ' }} narrow>
      <Loaded query={query}>
        {(customer) => (
          <>
            {/* Anew with what was stored: readings are kept in katakana, however they were typed. */}
            <ProfileForm key={JSON.stringify(profileOf(customer))} customer={customer} />
            <EmailForm key={customer.email} customer={customer} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function profileOf({ familyName, givenName, familyKana, givenKana, newsletter }: CustomerDetail): Profile {
  return { familyName, givenName, familyKana, givenKana, newsletter }
}

function ProfileForm({ customer }: { customer: CustomerDetail }) {
  const form = useForm<Profile>({ initialValues: profileOf(customer) })
  const save = useSaving(form, {
    send: (values) => send<Customer>('PATCH', `customers/${customer.id}`, values),
    onSaved: () => sayDone('お客様の情報を保存しました'),
  })
  return (
    <Panel title="お名前など">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <UnsavedGuard dirty={form.isDirty() && !save.isPending} />
        <Stack gap="md">
          <Names inputs={form.getInputProps} />
          <Newsletter inputs={form.getInputProps} />
          <Refused answer={save.data} />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              保存する
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

const consequences: Record<Customer['state'], string> = {
  provisional:
    '新しいメールアドレスに、本登録の案内メールをお送りします。以前のメールアドレスにお送りしたURLは使えなくなります。',
  registered:
    '以前のメールアドレスに、変更したことをお知らせします。次回からは、新しいメールアドレスでログインしていただきます。',
  withdrawn: '退会されたお客様のメールアドレスは変更できません。',
}

function EmailForm({ customer }: { customer: CustomerDetail }) {
  const form = useForm({ initialValues: { email: customer.email } })
  const save = useSaving(form, {
    send: (values) => send<Customer>('PUT', `customers/${customer.id}/email`, values),
    onSaved: () => sayDone('メールアドレスを訂正しました'),
  })
  return (
    <Panel title="メールアドレスの訂正">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <UnsavedGuard dirty={form.isDirty() && !save.isPending} />
        <Stack gap="md">
          <Text size="sm" className="soft">
            {consequences[customer.state]}
          </Text>
          <TextInput label="メールアドレス" type="email" maw={420} {...form.getInputProps('email')} />
          <Refused answer={save.data} />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              訂正する
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

/** The input of a field, from whichever form has it. */
type Inputs = (field: keyof Profile, options?: { type: 'checkbox' }) => object

function Names({ inputs }: { inputs: Inputs }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} maw={520} spacing="sm">
      <TextInput label="姓" {...inputs('familyName')} />
      <TextInput label="名" {...inputs('givenName')} />
      <TextInput label="セイ(任意)" {...inputs('familyKana')} />
      <TextInput label="メイ(任意)" {...inputs('givenKana')} />
    </SimpleGrid>
  )
}

function Newsletter({ inputs }: { inputs: Inputs }) {
  return <Checkbox label="メルマガの配信を希望する" {...inputs('newsletter', { type: 'checkbox' })} />
}

/** Saving a form: faults go to their fields, and what was saved is what the form begins with from then on. */
function useSaving<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  { send, onSaved }: { send: (values: Values) => Promise<Answer<Customer>>; onSaved: (saved: Customer) => void },
) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async (answer, values) => {
      if (!answer.done)
        return form.setErrors(
          Object.fromEntries((answer.problem.errors ?? []).map(({ field, message }) => [field, message])),
        )
      form.setInitialValues(values)
      form.resetDirty(values)
      onSaved(answer.value)
      await cache.invalidateQueries()
    },
    onError: sayFault,
  })
}

/** Why nothing was saved, where no field says it. */
function Refused({ answer }: { answer: Answer<Customer> | undefined }) {
  if (answer?.done !== false || (answer.problem.errors ?? []).length > 0) return null
  return (
    <Notice tone="trouble" title="保存できませんでした">
      {answer.problem.detail}
    </Notice>
  )
}
