import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FieldError, IntegrationPage, Problem, SettingsPage } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { overviewQuery, sessionQuery } from '../queries.ts'
import { faultText } from '../ui/fault.tsx'
import { dismissDone, sayDone } from '../ui/toast.ts'
import type { Draft } from './draft.ts'

/** Saving a section: `submit` it, whether it runs, and why the last one was refused. */
export interface Save {
  submit: () => void
  running: boolean
  /** At fields. */
  errors: readonly FieldError[]
  /** For the whole; null when the last save went well or none was tried. */
  refusal: string | null
  /** After a save: what to do next; null when there is nothing. */
  notice: string | null
  /** Somebody else saved meanwhile: only a fresh copy can be saved. */
  outdated: boolean
  /** Fetches the page as it is stored now; what was typed stays. */
  reload: () => void
  /** Back to what is stored, and no word of the last save. */
  undo: () => void
}

interface SaveOptions {
  title: string
  path: string
  page: SettingsPage
  draft: Draft
  /** What is sent. */
  values: () => Record<string, unknown>
}

export function useSave({ title, path, page, draft, values }: SaveOptions): Save {
  const cache = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const saving = useMutation({
    mutationFn: () => send<SettingsPage | IntegrationPage>('PUT', path, { version: page.version, values: values() }),
    onSuccess: async (answer) => {
      setProblem(answer.done ? null : answer.problem)
      setNotice(answer.done && 'notice' in answer.value ? answer.value.notice : null)
      if (!answer.done) {
        // An earlier "saved" beside a refusal would be read as its answer.
        dismissDone()
        return focusFirstRefused()
      }
      cache.setQueryData([path], answer.value)
      draft.undo()
      sayDone(`「${title}」を保存しました`)
      // Rooms, previews, badges, the shop's name: all may read otherwise now.
      await Promise.all([
        cache.invalidateQueries({ queryKey: [`${path}/rooms`] }),
        cache.invalidateQueries({ queryKey: [`${path}/preview`] }),
        cache.invalidateQueries(overviewQuery),
        cache.invalidateQueries(sessionQuery),
      ])
    },
  })
  return {
    submit: () => saving.mutate(),
    running: saving.isPending,
    errors: problem?.errors ?? [],
    notice,
    refusal: saving.error ? faultText(saving.error) : (problem?.detail ?? null),
    outdated: problem?.code === 'version_conflict',
    reload: () => {
      setProblem(null)
      void cache.invalidateQueries({ queryKey: [path] })
    },
    undo: () => {
      setProblem(null)
      setNotice(null)
      saving.reset()
      draft.undo()
    },
  }
}

/** Leads to the first field that was refused, once its message is on the page. */
function focusFirstRefused(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('[data-refused]')
    field?.scrollIntoView({ block: 'center' })
    field?.querySelector<HTMLElement>('input, textarea, select, [tabindex]')?.focus({ preventScroll: true })
  })
}
