import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ApiFault, send } from '../api.ts'
import type { Section } from './section.ts'

/** Typing is followed this closely: fast enough to look live, slow enough not to ask at each key. */
const FOLLOW_MS = 250

/** What the templates on the screen (`subject` and `body`) make, saved or not; the latest stays while the next is asked for. */
export function useTemplatePreview<Preview>({ path, draft }: Section) {
  const [subject] = useDebouncedValue(draft.text('subject'), FOLLOW_MS)
  const [body] = useDebouncedValue(draft.text('body'), FOLLOW_MS)
  return useQuery({
    queryKey: [`${path}/preview`, subject, body],
    queryFn: () => made<Preview>(`${path}/preview`, { subject, body }),
    placeholderData: keepPreviousData,
  })
}

async function made<Preview>(path: string, typed: { subject: string; body: string }): Promise<Preview> {
  const answer = await send<Preview>('POST', path, typed)
  if (!answer.done)
    throw new ApiFault(answer.problem.status, answer.problem.errors?.[0]?.message ?? answer.problem.detail)
  return answer.value
}
