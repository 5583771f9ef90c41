import type { Day, Shop } from '../../site/index.ts'
import type { CustomerLetterKind, WishOf } from '../wishes.ts'

/** What the words of one kind of letter can put in besides what all can (`common.ts`), and what stands for it. */
export interface OwnPlaceholder<Wish> {
  meaning: string
  /** '' where the wish has nothing to say. A method, so that a wish of any kind may be handed to a kind read from the catalogue. */
  value(wish: Wish, shop: Shop): string
  /** Without it the letter is of no use to the customer: every body puts it in. */
  needed?: true
  /** A link that is a key: never in a subject, which 送信箱 and the news of an undeliverable letter show. */
  personal?: true
  /** Keeps the lines in which it was written; everything else is one line. */
  lines?: true
}

export type OwnPlaceholders<Wish> = Readonly<Record<string, OwnPlaceholder<Wish>>>

/** What the samples of a preview are made around. */
export interface SampleScene {
  baseUrl: string
  now: Date
  today: Day
}

/** The words of a letter, with placeholders or filled in. */
export interface LetterText {
  subject: string
  body: string
}

/** Everything about one kind of letter. */
export interface LetterDefinition<Kind extends CustomerLetterKind> {
  /** What staff call it. */
  label: string
  /** When it is sent, in one sentence for staff. */
  when: string
  /** Whether staff may switch it off: the customer misses nothing that they must know or do. */
  optional: boolean
  placeholders: OwnPlaceholders<WishOf<Kind>>
  /** What it says until staff change it. */
  initial: LetterText
  sample(scene: SampleScene): WishOf<Kind>
}

/** The letters of a group, none of their kinds left out. */
export type LettersOf<Kinds extends CustomerLetterKind> = { readonly [Kind in Kinds]: LetterDefinition<Kind> }
