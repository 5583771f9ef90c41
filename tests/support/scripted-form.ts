import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import type { DomainEvent } from '../../src/events/index.ts'
import type { Call, Tools } from '../../src/integrations/connector.ts'
import type { FormEntry } from '../../src/integrations/netshonin/settings.ts'
import { type NetshoninSettings, netshoninDefinition } from '../../src/integrations/netshonin/settings.ts'
import { createFormEncoder, type FormCharset } from '../../src/platform/form-charsets.ts'
import { createHttp } from '../../src/platform/http-client.ts'
import { serveOnLoopback } from './loopback-server.ts'

/** What a form's server answers: a page, nothing ever, or a dropped connection. */
export type Reply =
  | { status: number; headers?: Record<string, string | string[]>; body?: string | Uint8Array }
  | 'hang'
  | 'reset'

export interface Received {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** One character for each byte. */
  body: string
}

/** A real HTTP server of the tests that answers word for word as told, where the sandbox would behave. */
export interface ScriptedForm {
  origin: string
  received: Received[]
  /** Answers by method and path, such as `POST /form`; anything else answers 404. */
  replies: Record<string, Reply | ((request: Received) => Reply)>
  close(): Promise<void>
}

/** Starts the server on a free port of loopback. */
export async function startScriptedForm(): Promise<ScriptedForm> {
  const server = await serveOnLoopback(async (request, response) => {
    const { method = '', url = '', headers } = request
    request.setEncoding('latin1')
    const received: Received = { method, path: url, headers, body: await text(request) }
    form.received.push(received)
    const scripted = form.replies[`${method} ${url.replace(/\?.*/, '')}`] ?? { status: 404 }
    const reply = typeof scripted === 'function' ? scripted(received) : scripted
    if (reply === 'hang') return
    if (reply === 'reset') response.destroy()
    else
      response.writeHead(reply.status, { 'content-type': 'text/html; charset=utf-8', ...reply.headers }).end(reply.body)
  })
  const form: ScriptedForm = {
    ...server,
    received: [],
    replies: {},
  }
  return form
}

/** A page that says one sentence. */
export function page(sentence: string): Reply {
  return { status: 200, body: `<html><body><p>${sentence}</p></body></html>` }
}

/** A page in the bytes of a charset, whatever its header says of it. */
export function pageIn(charset: FormCharset, body: string, contentType = 'text/html'): Reply {
  return { status: 200, headers: { 'content-type': contentType }, body: createFormEncoder(charset)(body) }
}

/** An entry with a name and a role, and a value where it has one. */
export function entry(name: string, role: FormEntry['role'], value = ''): FormEntry {
  const kind = role === 'page' || role === 'plan' ? 'hidden' : 'text'
  return { name, label: '', kind, role, value, required: false, options: [] }
}

/** Settings of a form with the usual fields. */
export function formSettings(formUrl: string, change: Partial<NetshoninSettings> = {}): NetshoninSettings {
  return {
    ...netshoninDefinition.defaults,
    enabled: true,
    formUrl,
    planId: '101',
    entries: [entry('plan', 'plan'), entry('mail', 'email'), entry('name1', 'familyName'), entry('name2', 'givenName')],
    ...change,
  }
}

/** The real client, which reaches loopback. */
export const http = createHttp(new Set(['127.0.0.1']))

export const tools: Tools = {
  // The real client with less patience, so that a hang takes no 10 seconds.
  http: { request: (request) => http.request({ ...request, timeoutMs: Math.min(request.timeoutMs, 700) }) },
  mailer: { isConfigured: async () => false, send: async () => ({ kind: 'not_configured' }) },
  shop: { shopName: '朝活スクール', baseUrl: 'https://shop.example', timeZone: 'Asia/Tokyo' },
}

export const hanako = { id: 'cus-1', familyName: '山田', givenName: '花子', email: 'hanako+a@customer.example' }
const base = { id: 1, actor: { kind: 'visitor' }, occurredAt: new Date('2026-11-23T06:07:00Z') } as const

/** 仮登録 of a customer by an application. */
export function provisional(customer = hanako): DomainEvent {
  const application = { id: 'app-1', number: 'A-7K2MQX9P', productName: 'オンライン英会話' }
  return { ...base, type: 'customer.provisionally_registered', payload: { customer, application } }
}

/** An accepted application for a product with this list. */
export function applied(netshoninPlanId: string | null): DomainEvent {
  return {
    ...base,
    type: 'application.completed',
    payload: {
      application: { id: 'app-1', number: 'A-7K2MQX9P', kind: 'standard', amountYen: 3980, method: 'card' },
      customer: hanako,
      newCustomer: true,
      product: { id: 'pro-1', name: 'オンライン英会話', kind: 'monthly', priceYen: 3980 },
      contract: null,
      netshoninPlanId,
    },
  }
}

export function call(event: DomainEvent = provisional(), target = '101'): Call {
  const once = { cause: null, request: null, attempt: 1, unsure: false }
  return { reference: '7K2MQX9PAB', target, lane: null, events: [event], ...once }
}
