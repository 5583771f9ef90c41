import type { Stage } from './verdict.ts'

/**
 * The enhanced status inside words (RFC 3463): `550 5.1.1 …`, `(#5.1.1)`, `[5.7.1]`. IP addresses and version numbers are
 * no status: nothing numeric may touch it.
 */
const STATUS = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/

export function statusIn(words: string): string | null {
  return STATUS.exec(words)?.[1] ?? null
}

/** The SMTP reply code inside words: three digits at the start, or after a word that says a server speaks. */
const REPLIES: readonly RegExp[] = [
  /^\W{0,10}(?:smtp;|x-[a-z]{1,20};)?\W{0,5}([45]\d\d)(?=[\s\-:#,]|$)/i,
  /(?:said|response was|responded(?: with)?|error|reply|answer|failed with|reason|server|response|smtp)[^\w\n]{1,6}(?:was[^\w\n]{1,4})?([45]\d\d)(?=[\s\-:#])/i,
  /(?:<<<|]:|>:|\):|:)[\s"'<(]{1,4}([45]\d\d)(?=[\s\-:#])/,
  /[(\s[#]([45]\d\d)[\s-]{1,2}[#(]?[45]\.\d{1,3}\.\d{1,3}/,
  /(?:^|[\s"'([])(4[2-5]\d|5[0-7]\d)[\s-](?=[<#A-Z"'[(])/,
]

export function replyIn(words: string): number | null {
  for (const pattern of REPLIES) {
    const found = pattern.exec(words)?.[1]
    if (found !== undefined) return Number(found)
  }
  return null
}

/** How the mail systems say at which step they were refused; the first that matches. */
const STAGES: readonly (readonly [RegExp, Stage])[] = [
  [/in reply to (?:end of )?data(?: command)?/i, 'data'],
  [/in reply to rcpt to/i, 'rcpt'],
  [/in reply to mail from/i, 'mail'],
  [/in reply to (?:ehlo|helo)/i, 'hello'],
  [
    /after (?:end of data|sending (?:the )?(?:data|message)|pipelined (?:end of )?data|data\b|i sent the message)/i,
    'data',
  ],
  [
    /after (?:pipelined )?rcpt to|does not like recipient|\[rcpt_to\]|smtp:rcpt|following rcpt|for rcpt to command|error after rcpt|after rcpt command/i,
    'rcpt',
  ],
  [/after (?:pipelined )?mail from|sender was rejected|following mail|error after mail/i, 'mail'],
  [/after (?:ehlo|helo)|my name was rejected/i, 'hello'],
  [
    /after initial connection|but greeting failed|refused to talk to me|while receiving the initial server greeting/i,
    'connect',
  ],
  [/failed on data command|for text command|following data|\[data\]|end of data/i, 'data'],
]

const COMMANDS: Record<string, Stage> = {
  rcpt: 'rcpt',
  data: 'data',
  mail: 'mail',
  ehlo: 'hello',
  helo: 'hello',
  '.': 'data',
}

/** The first command of a transcript (`>>> RCPT …` / `<<< 550 …`) that was answered with 4xx or 5xx. */
const REFUSED_COMMAND =
  />>>[ \t]{0,4}(rcpt|data|mail|ehlo|helo|\.)[^\n]{0,400}\n(?:[^>\n][^\n]{0,400}\n){0,6}?[ \t]{0,8}<<<[ \t]{0,4}[45]\d\d/i

export function stageIn(words: string): Stage | null {
  for (const [pattern, stage] of STAGES) if (pattern.test(words)) return stage
  const command = REFUSED_COMMAND.exec(words)?.[1]?.toLowerCase()
  return command === undefined ? null : (COMMANDS[command] ?? null)
}
