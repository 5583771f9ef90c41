import nodemailer, { type Transporter } from 'nodemailer'

/** How the shop's SMTP server is reached. An empty host means that no mail can be sent yet. */
export interface SmtpServer {
  host: string
  port: number
  /** `tls` from the first byte (465), `starttls` demanded, `plain` for a server on this machine. */
  security: 'tls' | 'starttls' | 'plain'
  user: string
  password: string
}

export interface OutgoingMail {
  from: { name: string; address: string }
  to: { name?: string; address: string }
  subject: string
  text: string
  html?: string
  /** With angle brackets; the same on each try, so that a receiver can tell a repetition. */
  messageId: string
  /** To whom the mail comes back when it cannot be delivered; the sender unless given. */
  envelopeFrom?: string
  headers?: Readonly<Record<string, string>>
}

/** A step of the SMTP dialogue. */
export type SmtpStage = 'connect' | 'hello' | 'mail' | 'rcpt' | 'data'

/** How the SMTP server answered. `answer` is its own last line, `stage` what it answered, where that is known. */
export type SmtpResult =
  | { kind: 'accepted'; answer: string }
  /** 5xx: this recipient, this mail, or anything from this sender will not be taken. */
  | { kind: 'rejected'; whom: 'recipient' | 'sender'; stage: SmtpStage | null; answer: string }
  /** 4xx, or surely not handed over. */
  | { kind: 'postponed'; stage: SmtpStage | null; answer: string }
  /** The connection broke after the mail's text was begun: it may have been taken. */
  | { kind: 'unknown'; answer: string }
  /** No server is set. */
  | { kind: 'not_configured' }

/** Sends mail under the shop's own sender address, by the server of the settings of that moment. */
export interface Mailer {
  /** Whether a server and a sender are set, so that anything can be sent at all. */
  isConfigured(): Promise<boolean>
  /** `name`: what the mail is called in tokens, by which a report that comes back is tied to it. */
  send(mail: Omit<OutgoingMail, 'from' | 'envelopeFrom' | 'headers'> & { name?: string }): Promise<SmtpResult>
}

/** Sends mail through whichever server the settings name at that moment; connections are pooled per server. */
export interface Smtp {
  send(server: SmtpServer, mail: OutgoingMail): Promise<SmtpResult>
  close(): void
}

const SOCKET_TIMEOUT_MS = 20_000

/** Opens no connection by itself; each distinct server gets a pool when first used. */
export function createSmtp(): Smtp {
  const pools = new Map<string, Transporter>()
  const poolFor = (server: SmtpServer): Transporter => {
    const key = JSON.stringify(server)
    const existing = pools.get(key)
    if (existing) return existing
    // Settings change rarely: the pool of the former server is of no more use.
    for (const old of pools.values()) old.close()
    pools.clear()
    const pool = nodemailer.createTransport({
      pool: true,
      maxConnections: 5,
      host: server.host,
      port: server.port,
      secure: server.security === 'tls',
      requireTLS: server.security === 'starttls',
      ignoreTLS: server.security === 'plain',
      ...(server.user ? { auth: { user: server.user, pass: server.password } } : {}),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: SOCKET_TIMEOUT_MS,
    })
    pools.set(key, pool)
    return pool
  }
  return {
    async send(server, mail) {
      if (!server.host) return { kind: 'not_configured' }
      try {
        const info = await poolFor(server).sendMail({
          from: mail.from,
          to: { name: mail.to.name ?? '', address: mail.to.address },
          subject: mail.subject,
          text: mail.text,
          ...(mail.html ? { html: mail.html } : {}),
          messageId: mail.messageId,
          ...(mail.envelopeFrom ? { envelope: { from: mail.envelopeFrom, to: mail.to.address } } : {}),
          // The program's own mails: no vacation notices in answer (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
        })
        return { kind: 'accepted', answer: info.response ?? '' }
      } catch (error) {
        return readFault(error)
      }
    },
    close() {
      for (const pool of pools.values()) pool.close()
      pools.clear()
    },
  }
}

function readFault(fault: unknown): SmtpResult {
  const error = fault as { code?: string; command?: string; response?: string; responseCode?: number; message?: string }
  const answer = (error.response ?? error.message ?? String(fault)).slice(0, 500)
  const { code, command = '', responseCode } = error
  const stage = stageOf(command)
  if (responseCode !== undefined && responseCode >= 500 && command !== 'CONN' && code !== 'EAUTH')
    return { kind: 'rejected', whom: stage === 'rcpt' || stage === 'data' ? 'recipient' : 'sender', stage, answer }
  if (responseCode !== undefined || code === 'EAUTH') return { kind: 'postponed', stage, answer }
  return brokeOff(error.message ?? '') ? { kind: 'unknown', answer } : { kind: 'postponed', stage, answer }
}

/** Nodemailer's name of the command that was answered. Logging in is part of saying hello. */
function stageOf(command: string): SmtpStage | null {
  if (command === 'CONN') return 'connect'
  if (/^(?:EHLO|HELO|LHLO|STARTTLS|AUTH)/.test(command)) return 'hello'
  return stages[command] ?? null
}

const stages: Readonly<Record<string, SmtpStage>> = { 'MAIL FROM': 'mail', 'RCPT TO': 'rcpt', DATA: 'data' }

/**
 * Whether a standing connection broke, or went silent. Nodemailer gives these the code and command of a connection that
 * never stood, so only its words tell. Whether the mail's text was taken by then is not known.
 */
function brokeOff(words: string): boolean {
  return /^Connection closed unexpectedly|^Timeout$|ECONNRESET|EPIPE/.test(words)
}
