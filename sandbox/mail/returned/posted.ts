import { createHash } from 'node:crypto'

/** A letter that was taken and comes back, to one of its recipients. */
export type Posted = {
  /** The letter as it arrived, Latin-1: one character per byte. */
  raw: string
  /** The envelope sender, to whom servers answer. */
  from: string
  /** The recipient of the envelope. */
  to: string
  /** When it comes back, in milliseconds. */
  at: number
}

/** Writes what comes back; CRLF line ends. */
export type WriteReturned = (posted: Posted) => Buffer

/** The server that took the shop's letters and writes the bounces. */
export const relay = 'relay.yubin.example'

/** `Mon, 23 Nov 2026 15:04:00 +0900`, RFC 5322 §3.3. */
export function mailDate(at: number): string {
  const tokyo = new Date(at + 9 * 60 * 60_000)
  return tokyo.toUTCString().replace('GMT', '+0900')
}

/** What a server calls the letter in its queue; the same for the same letter at the same moment. */
export function queueId({ raw, to, at }: Posted): string {
  return createHash('sha256').update(`${at} ${to} ${raw}`).digest('hex').slice(0, 11).toUpperCase()
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** Lines to bytes; they are Latin-1, so that a letter's bytes and other charsets pass through. */
export function messageOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\n').replace(/\r?\n/g, '\r\n'), 'latin1')
}

/** The header fields of a letter, each with its folded lines. */
export function headerFields(raw: string): string[] {
  const end = raw.search(/\r?\n\r?\n/)
  return (end < 0 ? raw : raw.slice(0, end)).split(/\r?\n(?![ \t])/)
}

/** The value of a header field on one line, encoded as it came; '' where the letter has none. */
export function headerOf(raw: string, name: string): string {
  const start = `${name.toLowerCase()}:`
  const field = headerFields(raw).find((line) => line.toLowerCase().startsWith(start))
  return (field ?? '').slice(start.length).replace(/\r?\n/g, '').trim()
}

/** The headers as a server gives them back: with the trace that it put above them. */
export function headersGivenBack(posted: Posted): string[] {
  return [...traceOf(posted), ...headerFields(posted.raw)]
}

/** The whole letter likewise. */
export function letterGivenBack(posted: Posted): string[] {
  return [...traceOf(posted), posted.raw]
}

function traceOf(posted: Posted): string[] {
  return [
    `Return-Path: <${posted.from}>`,
    `Received: from shop (unknown [192.0.2.20]) by ${relay} with ESMTP`,
    `\tid ${queueId(posted)} for <${posted.to}>; ${mailDate(posted.at)}`,
  ]
}
