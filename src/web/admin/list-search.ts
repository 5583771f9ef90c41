/** What of a list is shown, kept in the address so that it can be bookmarked and survives the way back. */
export interface ListSearch {
  q?: string | undefined
  state?: string | undefined
}

/** The same of the 連携ログ. `from` and `to` are days (`2026-11-23`), both inclusive; `open` is the delivery whose attempts are shown. */
export interface DeliverySearch {
  connector?: string | undefined
  outcome?: string | undefined
  from?: string | undefined
  to?: string | undefined
  open?: number | undefined
}

/** The same of the 送信箱. */
export interface LetterSearch {
  audience?: string | undefined
  state?: string | undefined
  open?: string | undefined
}

/** The same of 戻ってきたメール. Without a `state` what waits for a person is shown, with `all` everything. */
export interface ReturnedMailSearch {
  state?: string | undefined
  kind?: string | undefined
  open?: number | undefined
}

type Raw = Record<string, unknown>

export function listSearch(raw: Raw): ListSearch {
  return { ...text(raw, 'q'), ...text(raw, 'state') }
}

export function deliverySearch(raw: Raw): DeliverySearch {
  return {
    ...text(raw, 'connector'),
    ...text(raw, 'outcome'),
    ...day(raw, 'from'),
    ...day(raw, 'to'),
    ...id(raw, 'open'),
  }
}

export function letterSearch(raw: Raw): LetterSearch {
  const open = typeof raw.open === 'string' && /^[LN]\d+$/.test(raw.open) ? { open: raw.open } : {}
  return { ...text(raw, 'audience'), ...text(raw, 'state'), ...open }
}

export function returnedMailSearch(raw: Raw): ReturnedMailSearch {
  return { ...text(raw, 'state'), ...text(raw, 'kind'), ...id(raw, 'open') }
}

/** Where to go after signing in: a page of ours, never another site's. */
export function loginSearch(raw: Raw): { from?: string } {
  return typeof raw.from === 'string' && /^\/(?![/\\])/.test(raw.from) ? { from: raw.from } : {}
}

function text<Name extends string>(raw: Raw, name: Name): { [N in Name]?: string } {
  const value = raw[name]
  // The router reads 1234 in an address as a number; a person may well search for it.
  if (typeof value === 'number') return { [name]: String(value) } as { [N in Name]?: string }
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [N in Name]?: string }
}

function day<Name extends string>(raw: Raw, name: Name): { [N in Name]?: string } {
  const value = raw[name]
  return (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? { [name]: value } : {}) as {
    [N in Name]?: string
  }
}

function id<Name extends string>(raw: Raw, name: Name): { [N in Name]?: number } {
  const value = raw[name]
  return (Number.isSafeInteger(value) && Number(value) > 0 ? { [name]: value } : {}) as { [N in Name]?: number }
}
