import type { Category } from '../events/index.ts'

/** A piece of a sentence: plain text, or a link to a help page. */
export type Words = string | { text: string; href: string }

/** One paragraph. */
export type Paragraph = readonly Words[]

/** How a field is entered. */
export type Control =
  | { kind: 'switch' }
  | { kind: 'text'; placeholder?: string }
  /** One entry a line. */
  | { kind: 'lines'; placeholder?: string }
  /**
   * Write-only: the screen shows whether one is set and its last 4 characters, and whose it is where a field of the page
   * knows: its value stands before `words`.
   */
  | { kind: 'secret'; placeholder?: string; owner?: { field: string; words: string } }
  /** A Chatwork group room, searched by name; lists the events of its category under it. */
  | { kind: 'room'; category: Category }
  | { kind: 'addresses' }
  /** The controls of a newsletter's registration form: read from its page, then corrected in a table. */
  | { kind: 'registration-form' }
  | { kind: 'choice'; options: readonly { value: string; label: string }[] }
  /** One of a few, each explained under its name. */
  | { kind: 'radio'; options: readonly { value: string | boolean; label: string; about: string }[] }
  /** A text with `{{names}}`, which are chosen from a list. */
  | { kind: 'template'; lines: 'one' | 'many'; placeholders: readonly { name: string; meaning: string }[] }

/** Shown only while another field of the form has this value; what is stored in a hidden field stays. */
interface Conditional {
  when?: { field: string; equals: string }
}

/** The settings screen of a connector, item by item, in the order of the manual. Pure data: the admin draws it. */
export type FormItem = Conditional &
  (
    | { kind: 'field'; field: string; label: string; control: Control; help: readonly Paragraph[] }
    | { kind: 'notice'; tone: 'info' | 'warning'; title: string; paragraphs: readonly Paragraph[] }
    /** What staff put in at another service, to be copied; said before it, what to do with it. */
    | { kind: 'to_copy'; title: string; text: string; help: readonly Paragraph[] }
    /** Fields that most shops never touch, folded away. */
    | { kind: 'details'; title: string; items: readonly FormItem[] }
    /** The messages of these events as the service will show them (通知例). */
    | { kind: 'examples'; title: string; events: readonly { type: string; caption: string }[] }
    /** The next Zendesk ticket by the templates as typed, saved or not. */
    | { kind: 'ticket_preview'; title: string }
  )

/** A section of 設定 → 外部連携. */
export interface SettingsForm {
  /** The connector's name. */
  connector: string
  /** The anchor and the entry in the 目次. */
  title: string
  introduction: readonly Paragraph[]
  items: readonly FormItem[]
}
