import { ALONE, ANGLE, ANYWHERE, type Dialect } from './dialect.ts'

/** Filters and gateways that stand before a mail server and answer in its place. */
export const gateways: readonly Dialect[] = [
  {
    name: 'mailmarshal',
    start: /^(?:Could not be delivered because of|The following recipients were affected|Your message:)/i,
    address: /^[ \t]{2,8}([^\s<>]{1,200}@[^\s<>]{1,200})()\s{0,3}$/,
    stop: /^Additional Information/i,
  },
  {
    name: 'mailfoundry',
    start: /^Unable to deliver message to:/i,
    address: /^Unable to deliver message to:\s{0,4}<([^<>\s]{1,250})>()/i,
  },
  {
    name: 'surfcontrol',
    start: /^Your message could not be sent/i,
    address: /^Addressed To:\s{0,4}([^\s<>]{1,200}@[^\s<>]{1,200})()\s{0,3}$/i,
  },
  {
    name: 'interscan',
    start: /(?:Unable to deliver message to|InterScan|^Sent <<<|^(?:送信|Sent|Received|Message from))/i,
    address: /(?:RCPT TO:\s?|Unable to deliver message to\s?:?\s?)<([^<>\s]{1,250}@[^<>\s]{1,250})>(.*)$/i,
  },
  {
    name: 'mcafee',
    start: /--- The following addresses had delivery problems ---/,
    address: /^<([^<>\s]{1,250}@[^<>\s]{1,250})>[ \t]{1,5}\((.{0,400})\)/,
  },
  { name: 'barracuda', start: /^Your message to:/i, address: ANYWHERE, stop: /^(?:was blocked|has been)/i },
  {
    name: 'session-errors',
    start: /^\d{1,4} error\(s\):/,
    address: /(?:recipient\s{0,3}<|errors:\s{0,3})([^<>\s]{1,250}@[^<>\s]{1,250}?)(?:>|\.?(?:\s|$))(.*)$/i,
  },
  {
    name: 'automatic-dsn',
    start: /automatically generated Delivery Status Notification/i,
    address: /^[ \t]{1,8}\*[ \t]([^\s<>]{1,200}@[^\s<>]{1,200})()\s{0,3}$/,
  },
  { name: 'symantec', start: /Your message with Subject:|could not be delivered to/i, address: ANYWHERE },
]

/** Whatever says that something failed and names an address: the last resort. */
export const anyWords: readonly Dialect[] = [
  {
    name: 'failed-list',
    start: /(?:could not|cannot|can't|couldn't|unable to|failed to|was not|not be|failure|undeliver)/i,
    address: ANGLE,
  },
  {
    name: 'failed-lines',
    start:
      /(?:could not|cannot|can't|couldn't|unable to|failed to|was not|not be|failure|undeliver|impossible|nicht|не |no pudo|non )/i,
    address: ALONE,
  },
]
