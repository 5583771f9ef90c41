import { z } from 'zod'

/** What an error answer of Zendesk says. */
export interface ErrorWords {
  /** The name of the error, such as `RecordInvalid`; null when the answer names none. */
  code: string | null
  /** The explanation, or null when there is none that people can read. */
  words: string | null
  /** Whether this is Zendesk's own error, and not the page of something on the way to it. */
  fromZendesk: boolean
}

const text = z.string().optional().catch(undefined)

const fault = z.object({ description: text, error: text, code: text, title: text, message: text, detail: text })

/**
 * Zendesk has four error envelopes: `error` as a name beside a description (with `details` by field for 422), `error` as
 * an object with title and message, OAuth's `error_description`, and a list of `errors`.
 */
const envelope = z.object({
  error: z.union([z.string(), fault]).optional().catch(undefined),
  description: text,
  error_description: text,
  message: text,
  details: z.record(z.string(), z.unknown()).optional().catch(undefined),
  errors: z.array(fault).optional().catch(undefined),
})

const LONGEST_WORDS = 500

/** Reads the body of an error answer: any of the envelopes, plain text, HTML of a proxy, or nothing. */
export function readError(body: string): ErrorWords {
  const parsed = envelope.safeParse(parseJson(body))
  if (!parsed.success) {
    const plain = body.trim()
    const words = plain === '' || plain.startsWith('<') ? null : plain.slice(0, LONGEST_WORDS)
    return { code: null, words, fromZendesk: false }
  }
  const { error, description, error_description, message, details, errors = [] } = parsed.data
  const code = typeof error === 'string' ? error : (errors[0]?.code ?? null)
  const spoken = [...faultsOf(details), ...errors, ...(typeof error === 'object' ? [error] : [])]
    .map(explain)
    .filter((line) => line !== '')
  const words = spoken.length > 0 ? spoken.join(' / ') : (description ?? error_description ?? message ?? code)
  return {
    code,
    words: words?.slice(0, LONGEST_WORDS) ?? null,
    fromZendesk: error !== undefined || errors.length > 0,
  }
}

/** The JSON value, or null when the text is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** The keys of `details` differ from fault to fault (`base`, `requester`, `name` …). */
function faultsOf(details: Record<string, unknown> | undefined): z.output<typeof fault>[] {
  return Object.values(details ?? {})
    .flat()
    .flatMap((entry) => {
      const parsed = fault.safeParse(entry)
      return parsed.success ? [parsed.data] : []
    })
}

function explain({ description, detail, message, title, error }: z.output<typeof fault>): string {
  const heading = title !== undefined && message !== undefined ? `${title}: ` : ''
  return description ?? detail ?? (message !== undefined ? heading + message : (title ?? error ?? ''))
}
