import { Button, Checkbox, Group, NativeSelect, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useRef } from 'react'
import { MOST_QUESTIONS, questionKindLabels, takesChoices } from '../../../products/schema.ts'
import { newQuestion } from './product-fields.ts'
import type { ProductFormState } from './product-form.tsx'

const kinds = Object.entries(questionKindLabels).map(([value, label]) => ({ value, label }))

/** The shop's own questions on the application page, in their order. */
export function QuestionsEditor({ form }: { form: ProductFormState }) {
  const { questions } = form.values
  const made = useRef(0)
  const add = () => {
    made.current++
    form.insertListItem('questions', newQuestion(made.current))
  }
  return (
    <Stack gap="sm" mt="md">
      <div>
        <Title order={3} size="h5">
          お客様への質問
        </Title>
        <Text size="sm" className="soft">
          申し込みページで、お名前とメールアドレスのほかにお聞きすることです。回答は申し込みの画面のほか、お知らせやZendeskのチケットにも載ります。
        </Text>
      </div>
      {questions.map((question, index) => (
        <QuestionCard key={question.key} form={form} index={index} last={index === questions.length - 1} />
      ))}
      {form.errors.questions && (
        <Text size="sm" c="red">
          {form.errors.questions}
        </Text>
      )}
      {questions.length < MOST_QUESTIONS && (
        <Button variant="default" size="sm" onClick={add} style={{ alignSelf: 'flex-start' }}>
          質問を追加する
        </Button>
      )}
    </Stack>
  )
}

function QuestionCard({ form, index, last }: { form: ProductFormState; index: number; last: boolean }) {
  const place = `questions.${index}`
  const question = form.values.questions[index]
  const move = (to: number) => form.reorderListItem('questions', { from: index, to })
  if (!question) return null
  return (
    <Paper withBorder p="sm" role="group" aria-label={`質問 ${index + 1}`}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={700}>
            {`質問 ${index + 1}`}
          </Text>
          <Group gap={4}>
            <Step label={`質問 ${index + 1} を上へ`} text="上へ" off={index === 0} act={() => move(index - 1)} />
            <Step label={`質問 ${index + 1} を下へ`} text="下へ" off={last} act={() => move(index + 1)} />
            <Step
              label={`質問 ${index + 1} を削除`}
              text="削除"
              off={false}
              act={() => form.removeListItem('questions', index)}
            />
          </Group>
        </Group>
        <TextInput label="質問" placeholder="受講の目的を教えてください" {...form.getInputProps(`${place}.label`)} />
        <Group gap="lg" align="flex-end">
          <NativeSelect label="回答の形式" data={kinds} {...form.getInputProps(`${place}.kind`)} />
          <Checkbox label="必須" mb={8} {...form.getInputProps(`${place}.required`, { type: 'checkbox' })} />
        </Group>
        {takesChoices(question.kind) && (
          <Textarea
            label="選択肢"
            description="1行に1つずつ入力してください。"
            autosize
            minRows={3}
            {...form.getInputProps(`${place}.choices`)}
            error={choicesError(form, place)}
          />
        )}
      </Stack>
    </Paper>
  )
}

/** What is wrong with the choices as a whole, or with one of them. */
function choicesError(form: ProductFormState, place: string) {
  const field = Object.keys(form.errors).find((name) => name.startsWith(`${place}.choices`))
  return field === undefined ? undefined : form.errors[field]
}

function Step({ label, text, off, act }: { label: string; text: string; off: boolean; act: () => void }) {
  return (
    <Button variant="subtle" size="compact-xs" aria-label={label} disabled={off} onClick={act}>
      {text}
    </Button>
  )
}
