import { Buffer } from 'node:buffer'

/** The largest post that is looked at. SNS sends at most 256 kB, SendGrid 768 kB, Mailgun a few. */
export const LARGEST_POST = 1_000_000

/**
 * Why a post is not believed. `certificate_unreachable` is the only one that may pass: the same post is to be tried again.
 * `key_missing` and `key_unusable` are faults of our settings.
 */
export type RefusedWhy =
  | 'too_large'
  | 'malformed'
  | 'raw_delivery'
  | 'foreign_topic'
  | 'foreign_certificate'
  | 'certificate_unreachable'
  | 'certificate_unusable'
  | 'unknown_signature_version'
  | 'foreign_address'
  | 'unsigned'
  | 'forged'
  | 'batch_too_large'
  | 'key_missing'
  | 'key_unusable'

export interface Refused {
  kind: 'refused'
  why: RefusedWhy
}

/** A post that its provider surely signed. */
export interface Genuine {
  kind: 'genuine'
  /** What makes this post known again: one that is stored already says nothing new. */
  key: string
}

export type Verified = Genuine | Refused

export function refused(why: RefusedWhy): Refused {
  return { kind: 'refused', why }
}

/**
 * Whether this is a time stamp of exactly ten digits, 2001 to 2286. Ten exactly: a signature over the time stamp and
 * something behind it, without a mark between, must not be cut elsewhere.
 */
export function isTimestamp(text: string): boolean {
  return /^[1-9]\d{9}$/.test(text)
}

/** Bytes of base64 written in the one canonical way; null otherwise. Node's own reading skips over what is wrong. */
export function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null
}
