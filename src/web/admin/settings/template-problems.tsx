import { Text } from '@mantine/core'
import type { FieldError } from '../../api/schemas.ts'

/** Why templates could not be saved as they are, under their preview. */
export function TemplateProblems({ problems }: { problems: readonly FieldError[] }) {
  return problems.map(({ field, message }) => (
    <Text key={field + message} size="sm" c="red.9" role="alert">
      {field === 'subject' ? '件名' : '本文'}: {message}
    </Text>
  ))
}
