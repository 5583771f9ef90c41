import {
  applySettings,
  type BudgetState,
  type Connection,
  type DeliveriesContext,
  readBudget,
  readConnection,
  readLastFailure,
  releaseConnection,
  renameBudget,
  returnCall,
  takeCall,
} from '../deliveries/index.ts'
import { transact } from '../platform/database.ts'
import { type FieldFault, faultsOf } from '../platform/field-faults.ts'
import type { Http } from '../platform/http-client.ts'
import { type SecretState, withoutSecrets } from '../platform/settings.ts'
import type { Connector, SaveCheck, TestReport, Tools } from './connector.ts'

/** How a connection does, for staff: what is wrong now, the last failure, and what to do about each. */
export interface ConnectionReport {
  /** `blocked`: nothing can be sent until staff set something elsewhere. */
  state: Connection['state'] | 'blocked'
  reason: string | null
  since: Date | null
  /** What becomes meanwhile of what there is to tell, in a sentence; null when all is well. */
  consequence: string | null
  advice: string | null
  lastFailure: { at: Date; reason: string; advice: string | null } | null
}

/** A connector's settings page as staff see it. */
export interface IntegrationPage {
  values: Record<string, unknown>
  secrets: Record<string, SecretState>
  version: number
  connection: ConnectionReport
  budget?: BudgetState
}

export type SaveResult =
  /** `notice`: what staff should do next, or null. */
  | { kind: 'saved'; notice: string | null }
  /** Somebody else saved since the version that this save was made from. */
  | { kind: 'conflict' }
  | { kind: 'invalid'; faults: FieldFault[] }

/** What staff do with connectors: look, save, test. */
export interface Administration {
  read(name: string): Promise<IntegrationPage | null>
  save(name: string, input: { version: number; values: Record<string, unknown> }, savedBy: string): Promise<SaveResult>
  test(name: string, target: string | null): Promise<TestReport | null>
  /** The connector's tools, every call taken from its budget. */
  toolsFor(connector: Connector, settings: Record<string, unknown>): Promise<Tools>
}

/** The administration of the connectors of `context`. */
export function createAdministration(context: DeliveriesContext): Administration {
  const find = (name: string) => context.connectors.find((connector) => connector.name === name)
  const toolsFor = async (connector: Connector, settings: Record<string, unknown>): Promise<Tools> => ({
    http: withinBudget(context, connector, settings),
    mailer: context.mailer,
    shop: await context.readShop(context.db),
  })
  return {
    toolsFor,
    async read(name) {
      const connector = find(name)
      return connector ? readPage(context, connector) : null
    },
    async save(name, input, savedBy) {
      const connector = find(name)
      if (!connector) return { kind: 'invalid', faults: [] }
      return save(context, connector, input, savedBy, toolsFor)
    },
    async test(name, target) {
      const connector = find(name)
      if (!connector?.test) return null
      const { value } = await context.settings.read(context.db, connector.settings)
      const report = await connector.test(value, await toolsFor(connector, value), target)
      return report.ok ? resume(context, connector, report) : report
    },
  }
}

/**
 * What works when it is tried need not wait any longer: what was wrong may have been mended at the service, where no setting
 * changes that staff could save.
 */
async function resume(context: DeliveriesContext, { name }: Connector, report: TestReport): Promise<TestReport> {
  const { state } = await readConnection(context.db, name)
  if (state !== 'paused') return report
  await transact(context.db, context.doorbell, (tx) => releaseConnection(tx, name))
  return { ...report, steps: [...report.steps, { label: '送信', ok: true, message: '止めていた送信を再開しました。' }] }
}

async function readPage(context: DeliveriesContext, connector: Connector): Promise<IntegrationPage> {
  const { value, version } = await context.settings.read(context.db, connector.settings)
  const { budget } = connector.policy
  const key = connector.budgetKey?.(value)
  return {
    ...withoutSecrets(connector.settings, value),
    version,
    connection: await reportConnection(context, connector),
    // Where posts wait for the next window, how large it is only the service knows.
    ...(budget?.whenSpent === 'give_up' && key !== undefined
      ? { budget: await readBudget(context.db, key, budget) }
      : {}),
  }
}

async function reportConnection(context: DeliveriesContext, connector: Connector): Promise<ConnectionReport> {
  const connection = await readConnection(context.db, connector.name)
  const last = await readLastFailure(context.db, connector.name, connection)
  const adviceOn = (failure: string | null) => (failure === null ? null : (connector.adviceOn?.(failure) ?? null))
  const lastFailure = last && { at: last.at, reason: last.reason, advice: adviceOn(last.failure) }
  const blockedBy = (await connector.blockedBy?.(context)) ?? null
  if (blockedBy !== null)
    return { ...STUCK, reason: blockedBy, consequence: WAITS, advice: adviceOn('blocked'), lastFailure }
  const { state, reason, since } = connection
  if (state === 'ok') return { state, reason, since, consequence: null, advice: null, lastFailure }
  const consequence = consequenceOf(connector, state)
  return { state, reason, since, consequence, advice: adviceOn(connection.lastFailure), lastFailure }
}

const STUCK = { state: 'blocked', since: null } as const
const WAITS = '設定を直すと、待っているものから順に送信します。'
const PAUSED = '設定を直して保存するか、接続テストに成功すると、待っているものから順に送信します。'

function consequenceOf({ policy }: Connector, state: 'failing' | 'paused'): string {
  if (policy.onGivenUp === 'mail_administrators') return 'その間のイベントは、1件ずつメールでお知らせします。'
  return state === 'paused' ? PAUSED : 'つながり次第、自動で再開します。'
}

/**
 * Parses, asks the service where the connector wants that (outside any transaction), and saves under the row's lock if
 * nobody saved meanwhile. A secret that is not named keeps its stored value; '' removes it.
 */
async function save(
  context: DeliveriesContext,
  connector: Connector,
  input: { version: number; values: Record<string, unknown> },
  savedBy: string,
  toolsFor: Administration['toolsFor'],
): Promise<SaveResult> {
  const definition = connector.settings
  const before = await context.settings.read(context.db, definition)
  if (before.version !== input.version) return { kind: 'conflict' }
  const parsed = definition.schema.safeParse({ ...before.value, ...known(input.values, definition.defaults) })
  if (!parsed.success) return { kind: 'invalid', faults: faultsOf(parsed.error) }
  const checked = await check(connector, parsed.data, before.value, await toolsFor(connector, parsed.data))
  if (!checked.ok) return { kind: 'invalid', faults: checked.faults }
  const { settings, notice = null } = checked
  return transact(context.db, context.doorbell, async (tx): Promise<SaveResult> => {
    const current = await context.settings.readForSave(tx, definition)
    if (current.version !== input.version) return { kind: 'conflict' }
    await context.settings.write(tx, definition, settings, savedBy)
    await applySettings(context, tx, connector, settings)
    const [asked, known] = [connector.budgetKey?.(parsed.data), connector.budgetKey?.(settings)]
    if (asked !== undefined && known !== undefined && asked !== known) await renameBudget(tx, asked, known)
    return { kind: 'saved', notice }
  })
}

async function check(
  connector: Connector,
  next: Record<string, unknown>,
  previous: Record<string, unknown>,
  tools: Tools,
): Promise<SaveCheck<Record<string, unknown>>> {
  if (connector.isEnabled(next))
    return (await connector.beforeSave?.(next, previous, tools)) ?? { ok: true, settings: next }
  return { ok: true, settings: (await connector.whenSavedOff?.(next, previous, tools)) ?? next }
}

/** Only fields that the page has: nothing else can be slipped into a row. */
export function known(values: Record<string, unknown>, defaults: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([field]) => Object.hasOwn(defaults, field)))
}

function withinBudget(context: DeliveriesContext, connector: Connector, settings: Record<string, unknown>): Http {
  const { budget } = connector.policy
  const key = connector.budgetKey?.(settings)
  if (!budget || key === undefined) return context.http
  return {
    async request(request) {
      if (!(await takeCall(context.db, connector.name, key, budget)))
        return { kind: 'not_sent', code: 'no_budget', reason: 'APIの利用制限のため、しばらく呼び出せません' }
      const result = await context.http.request(request)
      if (result.kind === 'not_sent') await returnCall(context.db, key, budget)
      return result
    },
  }
}
