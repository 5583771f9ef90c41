import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../index.ts'
import { type BusinessTime, createTimeMachine } from '../time.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())

const NOW = new Date('2026-11-23T05:00:00Z')
const THEN = new Date('2026-12-23T00:00:00Z')
/** The way to end the journey that runs, well or badly. */
let journey: PromiseWithResolvers<void>
let journeys: string[]
let nextDue: Date | null

beforeEach(() => {
  journeys = []
  nextDue = THEN
  const time: BusinessTime = {
    now: () => NOW,
    nextDue: async () => nextDue,
    target: async (step) => {
      journeys.push(step)
      return THEN
    },
    advance: (_, signal) => {
      journey = Promise.withResolvers()
      signal.addEventListener('abort', () => journey.reject(signal.reason))
      return journey.promise
    },
  }
  sandbox.world.clock = createTimeMachine(time)
})

const overview = async () => (await fetch(`${sandbox.url}/`)).text()
const press = (path: string, fields: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) })
/** What open pages are told of next. */
const news = () => new Promise<string>((resolve) => sandbox.world.news.listen(resolve))

it('shows the shop’s time, what comes next, and the steps', async () => {
  const html = await overview()
  expect(html).toContain('2026年11月23日(月) 14:00')
  expect(html).toContain('次の予定: 12/23 09:00')
  expect(html.match(/name="step"/g)).toHaveLength(5)
  nextDue = null
  expect(await overview()).toMatch(/<button[^>]* disabled=""[^>]*>次の予定まで/)
})

it('says that time is passing until it has come there, and takes no second wish meanwhile', async () => {
  await press('/sandbox/clock', { step: 'month' })
  await press('/sandbox/clock', { step: 'day' })
  expect(journeys).toEqual(['month'])
  expect(await overview()).toContain('12/23 09:00 まで時計を進めています…')
  nextDue = NOW
  expect(await overview()).toContain('11/23 14:00 の予定が終わるのを待っています。')
  expect(await news()).toBe('clock')
  journey.resolve()
  await news()
  expect(await overview()).toContain('次の予定まで')
})

it('can be stopped on the way, and says when it could not get there', async () => {
  await press('/sandbox/clock', { step: 'week' })
  await press('/sandbox/clock/stop')
  expect(await overview()).not.toContain('進められませんでした')
  await press('/sandbox/clock', { step: 'week' })
  journey.reject(new Error('the database is away'))
  await news()
  expect(await overview()).toContain('時計を最後まで進められませんでした。')
})

it('is not there without a program, and cannot be moved then', async () => {
  sandbox.world.clock = null
  expect(await overview()).not.toContain('時計')
  expect((await press('/sandbox/clock', { step: 'day' })).status).toBe(404)
})
