import type { DomainEvent } from '../events/index.ts'
import type { FieldFault } from '../platform/field-faults.ts'
import type { Http } from '../platform/http-client.ts'
import type { SettingsDefinition } from '../platform/settings.ts'
import type { Mailer } from '../platform/smtp.ts'
import type { Attention } from '../staff/index.ts'

/** What the shop is called and where it is, as messages need it. */
export interface ShopFacts {
  shopName: string
  /** Public address of the program without a slash at the end, for links into the admin. */
  baseUrl: string
  /** IANA name, such as Asia/Tokyo. */
  timeZone: string
}

/** One thing to be told of an event. */
export interface PlannedDelivery {
  /** To whom or where: a category of rooms, a mail address, a plan id. With event and connector it is unique. */
  target: string
  /** Posts of one lane go out one after the other, in order; null when order does not matter. */
  lane: string | null
  /** The same key is told once, whichever event asks for it first; null when the event alone decides. */
  onceKey: string | null
}

export interface Plan {
  deliveries: PlannedDelivery[]
  /** Whether these deliveries make the administrators' mail unnecessary as long as they succeed (通知メールの停止). */
  replacesMail: boolean
}

/** Nothing to tell. */
export const NOTHING: Plan = { deliveries: [], replacesMail: false }

export interface PlanContext {
  /** Whether a connector asked before this one replaces the mail. */
  mailReplaced: boolean
}

/** One call to be made to the outside. */
export interface Call {
  /** Random, printed in the message where that helps to find it again; stable over all tries. */
  reference: string
  target: string
  lane: string | null
  events: DomainEvent[]
  /** Why this connector is told, where it stands in for another; in words. */
  cause: string | null
  /** What `render` made at the first try; null when the connector renders on each call. */
  request: string | null
  /** 1 for the first try. */
  attempt: number
  /** Whether an earlier try may have had its effect: nobody knows how it ended. */
  unsure: boolean
}

/** The remote's answer as kept in the attempt row: never a secret. */
export interface Answer {
  status: number | null
  text: string
}

/** What the account may still do, as the remote says. What it does not say, or says absurdly, is null. */
export interface BudgetReport {
  remaining: number | null
  /** Milliseconds until the window ends, by the remote's own clock. */
  resetsInMs: number | null
}

/**
 * Failures that the engine itself notes: the limit is used up, the connection is paused, the process died while sending,
 * something must be set first.
 */
export type EngineFailure = 'limit' | 'paused' | 'interrupted' | 'blocked'

interface Reported {
  answer?: Answer
  budget?: BudgetReport
  /** Why it did not work, in the connector's own terms; the key to `adviceOn`. */
  failure?: string
}

/** How a call ended. Reasons are Japanese sentences for staff. */
export type Outcome = Reported &
  (
    | { kind: 'delivered'; remoteId?: string; remoteUrl?: string; note?: string }
    /** Surely had no effect; may be tried again. `hold`: the waiting is not the post's fault and does not count against its time. */
    | {
        kind: 'retry'
        reason: string
        hold?: boolean
        /** It never reached the remote, which therefore does not count it. */
        unsent?: boolean
        connection?: 'failing' | 'paused'
      }
    | { kind: 'refused'; reason: string; connection?: 'failing' | 'paused'; attention?: Attention }
    /** The remote's limit: asked to wait `retryAfterMs`, or final without it. Surely had no effect. */
    | { kind: 'rate_limited'; reason: string; retryAfterMs?: number; exhausted?: { resetsInMs: number | null } }
    /** May or may not have had its effect. `afterMs`: when to send it again, where the remote asked for a wait. */
    | { kind: 'unknown'; reason: string; afterMs?: number; connection?: 'failing' }
    | { kind: 'cancelled'; reason: string }
  )

/** What looking for an unknown post found. */
export type Settlement = Reported &
  (
    | { kind: 'found'; remoteId: string }
    | { kind: 'not_found' }
    | { kind: 'cannot_look'; reason: string; unsent?: boolean }
  )

/** A registration that a person makes by hand. */
export interface ManualRegistration {
  familyName: string
  givenName: string
  email: string
  planId: string
}

/** What the connector may use to do its work; the same for all, so that tests can hand in the real thing. */
export interface Tools {
  http: Http
  mailer: Mailer
  shop: ShopFacts
}

/** How posts of a connector are paced, retried and given up. Durations in milliseconds. */
export interface DeliveryPolicy {
  /** Calls in flight at once in one process. */
  concurrency: number
  /** A call is given up after this; its lease lasts a little longer. */
  callTimeoutMs: number
  /** Waits between tries that surely had no effect; the last repeats. */
  retryDelaysMs: readonly number[]
  maxTries: number
  giveUpAfterMs: number
  /** At most `calls` ended calls of one lane in `perMs`; news that would wait longer than `waitAtMostMs` is rate limited. */
  pace?: { calls: number; perMs: number; waitAtMostMs: number }
  /**
   * Calls of an account in its window. Once they are spent a post is given up as rate limited, or waits for the next window.
   * `restAtMostMs`: the longest rest that the remote may ask for; without it a window.
   */
  budget?: { calls: number; perMs: number; whenSpent: 'give_up' | 'wait'; restAtMostMs?: number }
  /** After an unknown outcome: look for it at these delays / send the same again / hand it to a person. */
  onUnknown: { kind: 'settle'; afterMs: readonly number[] } | { kind: 'resend' } | { kind: 'hand_over' }
  /** Whether posts wait while the connection is paused, or are refused at once. */
  whilePaused: 'wait' | 'refuse'
  /** What follows when a post finally did not arrive. */
  onGivenUp: 'mail_administrators' | 'attention' | 'manual_registration'
}

/** Whether new settings may be saved. `notice`: what staff should do next, in a sentence. */
export type SaveCheck<Settings> =
  | { ok: true; settings: Settings; notice?: string }
  | { ok: false; faults: FieldFault[] }

/** How a test went, step by step, in sentences for staff. */
export interface TestReport {
  ok: boolean
  steps: { label: string; ok: boolean; message: string }[]
}

/** One outside service. Adding one is one folder and one word in `index.ts`. */
export interface Connector<Settings extends Record<string, unknown> = Record<string, unknown>> {
  readonly name: string
  /** As staff call it. */
  readonly label: string
  readonly settings: SettingsDefinition<Settings>
  readonly policy: DeliveryPolicy
  isEnabled(settings: Settings): boolean
  /** Pure: what is to be told of this event under these settings. Never called while the connector is off. */
  plan(event: DomainEvent, settings: Settings, context: PlanContext): Plan
  /** The lane in which a target's posts wait under these settings; asked again when settings are saved. */
  laneOf?(target: string, settings: Settings): string | null
  /** The budget's key: the account that makes the calls. Required with `policy.budget`. */
  budgetKey?(settings: Settings): string
  /** Makes the request that is stored and sent unchanged at each try. Pure. */
  render?(call: Call, settings: Settings, shop: ShopFacts): string
  /** Makes the one call. Never throws for what the remote does. */
  send(call: Call, settings: Settings, tools: Tools): Promise<Outcome>
  /** What a person needs to do by hand what this call did not. Required with `onGivenUp: manual_registration`. */
  byHand?(call: Call): ManualRegistration
  /**
   * Checks new settings with the service itself before they are saved, and completes them (whose token it is). Only asked
   * while the connector is switched on: unfinished settings can always be saved switched off.
   */
  beforeSave?(next: Settings, previous: Settings, tools: Tools): Promise<SaveCheck<Settings>>
  /** Completes settings that are saved switched off by what only the service knows, as far as it answers. Refuses nothing. */
  whenSavedOff?(next: Settings, previous: Settings, tools: Tools): Promise<Settings>
  /** Why nothing can be sent at all until staff set something elsewhere, in words; null when all is set. */
  blockedBy?(tools: Pick<Tools, 'mailer'>): Promise<string | null>
  /** The 要対応 entry of a call that was given up; without it one entry a delivery, headed by the connector's name. */
  attentionOf?(call: Call): Attention
  /** What staff can do about a failure, in one or two sentences; null when there is nothing to do. */
  adviceOn?(failure: string): string | null
  /** Tries the stored settings for staff to see; really calls the service. */
  test?(settings: Settings, tools: Tools, target: string | null): Promise<TestReport>
  /** Looks whether an unknown post arrived. Required with `onUnknown: settle`. */
  settle?(call: Call, settings: Settings, tools: Tools): Promise<Settlement>
}

/** A connector among others. Each is only ever handed the settings that its own definition decoded, so forgetting their type is safe. */
export function asConnector<Settings extends Record<string, unknown>>(connector: Connector<Settings>): Connector {
  return connector as unknown as Connector
}
