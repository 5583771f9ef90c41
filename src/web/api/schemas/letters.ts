import { z } from 'zod'
import { fieldError } from './problem.ts'
import { settingsPage } from './settings.ts'

/** What a letter to customers is, for staff. */
const letterKind = z.object({
  kind: z.string(),
  /** The heading under which staff find it. */
  group: z.string(),
  label: z.string(),
  /** When it is sent, in one sentence. */
  when: z.string(),
  /** Whether it can be switched off. */
  optional: z.boolean(),
})

/** GET /settings/letters: every kind of letter, in the order of their groups. */
export const letterKindList = z
  .object({
    items: z.array(
      letterKind.extend({
        sent: z.boolean(),
        /** Whether staff changed its words. */
        changed: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'LetterKindList' })
export type LetterKindList = z.infer<typeof letterKindList>

/** 件名 and 本文, with placeholders such as `{{お名前}}`. */
const letterWords = z.object({ subject: z.string(), body: z.string() })

/** GET /settings/letters/{kind}. `values`: `sent`, `subject`, `body` as they stand. Saved equal to `initial`, words follow it. */
export const letterSettingsPage = settingsPage
  .extend({
    ...letterKind.shape,
    /** `needed`: a body without it is refused. */
    placeholders: z.array(z.object({ name: z.string(), meaning: z.string(), needed: z.boolean() })),
    initial: letterWords,
  })
  .meta({ id: 'LetterSettingsPage' })
export type LetterSettingsPage = z.infer<typeof letterSettingsPage>

/** POST /settings/letters/{kind}/preview: 件名 and 本文 as typed, saved or not. */
export const letterPreviewInput = z.object({ subject: z.string().max(10_000), body: z.string().max(50_000) })
export type LetterPreviewInput = z.infer<typeof letterPreviewInput>

/** The letter that these words make of an invented case. */
export const letterPreview = z
  .object({
    subject: z.string(),
    body: z.string(),
    /** Why the words could not be saved as they are; `field` is `subject` or `body`. */
    problems: z.array(fieldError),
  })
  .meta({ id: 'LetterPreview' })
export type LetterPreview = z.infer<typeof letterPreview>
