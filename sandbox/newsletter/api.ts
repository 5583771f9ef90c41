import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { gate, type SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import { decodeForm, encodePage } from './charsets.ts'
import { alreadyPage, confirmPage, formPage, refusedPage, registeredPage, serverErrorPage } from './form-pages.tsx'
import { newsletterForms as forms, type NewsletterForm } from './forms.ts'
import { planById, type RefusalReason, type Registration, refusalOf, refusalText, register } from './plans.ts'
import { issueToken, redeemToken, type Tokens } from './tokens.ts'

const SESSION = 'PHPSESSID'

/** The shop's registration forms. HTTP 200 for success and failure alike: only the page tells. */
export function newsletterForms(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  const tokens: Tokens = new Map()
  for (const form of forms) {
    app.use(form.path, gate(world, 'newsletter', faultAnswers))
    app.get(form.path, (c) => show(world, tokens, c, form))
    app.post(form.path, (c) => submit(world, tokens, c, form))
  }
  return app
}

function show(world: World, tokens: Tokens, c: Context, form: NewsletterForm): Response {
  const planId = c.req.query(form.fields.plan) ?? world.newsletter.plans[0]?.id ?? ''
  const given = form.steps === 'token' ? issueToken(tokens) : null
  const page = html(formPage(form, planId, planById(world.newsletter, planId), given?.token ?? null), form.charset)
  if (given) page.headers.set('set-cookie', `${SESSION}=${given.session}; path=/; HttpOnly`)
  return page
}

async function submit(world: World, tokens: Tokens, c: Context, form: NewsletterForm): Promise<Response> {
  const sent = decodeForm(await c.req.text(), form.charset)
  const wanted = registrationIn(sent, form)
  const again = form.fields.mailAgain === undefined ? wanted.mail : sent.get(form.fields.mailAgain)?.trim()
  const fault = again === wanted.mail ? null : 'mails_differ'
  if (form.steps === 'confirm' && !sent.has('reged')) {
    const reason = fault ?? refusalOf(world.newsletter, wanted)
    if (reason === null) return html(confirmPage(form, sent), form.charset)
    return html(resultPage(world, form, wanted.planId, noted(world, wanted, reason)), form.charset)
  }
  const session = getCookie(c, SESSION)
  const fresh = form.steps !== 'token' || redeemToken(tokens, session, sent.get('token'))
  const reason = fresh ? register(world.newsletter, wanted) : noted(world, wanted, 'stale_session')
  world.news.tell('newsletter')
  return html(resultPage(world, form, wanted.planId, reason), form.charset)
}

function registrationIn(sent: ReadonlyMap<string, string>, { fields, probe }: NewsletterForm): Registration {
  const value = (name: string) => sent.get(name)?.trim() ?? ''
  return {
    at: Date.now(),
    // Bytes in another charset arrive as a broken probe; such a form was not pasted as published.
    planId: value(fields.probe) === probe ? value(fields.plan) : '',
    mail: value(fields.mail),
    familyName: value(fields.familyName),
    givenName: value(fields.givenName),
  }
}

function noted(world: World, wanted: Registration, reason: RefusalReason): RefusalReason {
  world.newsletter.refusals.push({ ...wanted, reason })
  world.news.tell('newsletter')
  return reason
}

function resultPage(world: World, form: NewsletterForm, planId: string, reason: RefusalReason | null): string {
  if (reason === null) return registeredPage(form, planById(world.newsletter, planId))
  const text = refusalText[reason]
  return reason === 'already_registered' ? alreadyPage(form, text) : refusedPage(form, text)
}

function html(page: string, charset: NewsletterForm['charset'], status = 200): Response {
  return new Response(encodePage(page, charset), {
    status,
    headers: { 'content-type': `text/html; charset=${charset}` },
  })
}

const faultAnswers = {
  '401': () => html(serverErrorPage('401 Authorization Required'), 'utf-8', 401),
  '429': () => html(serverErrorPage('429 Too Many Requests'), 'utf-8', 429),
  '500': () => html(serverErrorPage('500 Internal Server Error'), 'utf-8', 500),
}
