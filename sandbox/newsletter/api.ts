import { type Context, Hono } from 'hono'
import { gate, type SandboxEnv } from '../gate.ts'
import type { World } from '../world.ts'
import { alreadyPage, formPage, refusedPage, registeredPage, serverErrorPage } from './form-pages.tsx'
import { type NewsletterForm, simpleForm } from './forms.ts'
import { planById, refusalText, register } from './plans.ts'

const forms: readonly NewsletterForm[] = [simpleForm]

/** The shop's registration forms. HTTP 200 for success and failure alike: only the page tells. */
export function newsletterForms(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  for (const form of forms) {
    app.use(form.path, gate(world, 'newsletter', faultAnswers))
    app.get(form.path, (c) => {
      const planId = c.req.query(form.fields.plan) ?? world.newsletter.plans[0]?.id ?? ''
      return html(formPage(form, planId, planById(world.newsletter, planId)), form.charset)
    })
    app.post(form.path, (c) => submit(world, c, form))
  }
  return app
}

async function submit(world: World, c: Context, form: NewsletterForm): Promise<Response> {
  const sent = new URLSearchParams(await c.req.text())
  const value = (name: string) => sent.get(name)?.trim() ?? ''
  const { fields } = form
  // Bytes in another charset arrive as a broken probe; such a form was not pasted as published.
  const intact = value(fields.probe) === form.probe
  const wanted = {
    at: Date.now(),
    planId: intact ? value(fields.plan) : '',
    mail: value(fields.mail),
    familyName: value(fields.familyName),
    givenName: value(fields.givenName),
  }
  const reason = register(world.newsletter, wanted)
  world.news.tell('newsletter')
  return html(resultPage(world, form, wanted.planId, reason), form.charset)
}

function resultPage(world: World, form: NewsletterForm, planId: string, reason: ReturnType<typeof register>): string {
  if (reason === null) return registeredPage(form, planById(world.newsletter, planId))
  const text = refusalText[reason]
  return reason === 'already_registered' ? alreadyPage(form, text) : refusedPage(form, text)
}

function html(page: string, charset: string, status = 200): Response {
  return new Response(page, { status, headers: { 'content-type': `text/html; charset=${charset}` } })
}

const faultAnswers = {
  '401': () => html(serverErrorPage('401 Authorization Required'), 'utf-8', 401),
  '429': () => html(serverErrorPage('429 Too Many Requests'), 'utf-8', 429),
  '500': () => html(serverErrorPage('500 Internal Server Error'), 'utf-8', 500),
}
