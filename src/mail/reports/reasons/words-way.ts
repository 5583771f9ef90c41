import { listed, type ReasonWords } from './listed.ts'

/* What went wrong on the way. */

/** Questions to the name servers that were not answered: the domain may well be there. Asked before `host_unknown`. */
export const noAnswerOfNames: ReasonWords = {
  reason: 'network',
  phrases: listed(`
    host not found, try again | malformed or unexpected name server | malformed name server
    host name lookup failure | temporary lookup failure | servfail | dns lookup timed out | dns query timed out
    temporary failure in mx lookup
  `),
}

export const loop: ReasonWords = {
  reason: 'loop',
  phrases: listed(`
    mail loop | loops back | routing loop | message loop | loop detected | loop was found | forwarding loop
    forwarding … loop | too many hops | hop count | too many received | too many "received" | loop count
    loop alert | loop back | ループ
  `),
}

export const timedOut: ReasonWords = {
  reason: 'timed_out',
  phrases: listed(`
    timed out | time out | timeout | queue too long | in the queue | failing for a long time | giving up
    gave up | unable to deliver message after | undeliverable for | could not be delivered for
    not delivered within | not reachable within | did not respond | not responding | no answer from
    no response | has been delayed | not been collected | retried | retries | failed … attempts
    delivery attempts | message … too old | expired | been frozen | was frozen | last tried | gateway | deferred
    retry | temporarily unable | タイムアウト | 期限切れ | 一定時間
  `),
}

export const network: ReasonWords = {
  reason: 'network',
  phrases: listed(`
    connection refused | connect to | could not connect | couldn't connect | cannot connect | unable to connect
    connection failed | connection lost | lost connection | connection closed | no route to host
    operation timed out | host name lookup failure | name server | nameserver | name service error
    malformed or unexpected | dns error | dns failure | dns lookup | host not found, try again | smtp connection
    communication | network | no connection | could not be reached | unreachable | mx lookup
    address family mismatch | all routes | servfail | temporary lookup failure | 接続できません
  `),
}

export const system: ReasonWords = {
  reason: 'system',
  phrases: listed(`
    command died | command failed | command output | procmail | maildrop | exit status | exit code | exit value
    mailer error | x-unix | pipe to | | child process | local delivery failed | lmtp error | can't create
    cannot create | can't open | i/o error | input/output error | queue file write | system error
    system config | configuration error | misconfigured | local configuration | local error | internal error
    temporary failure | temporary system | temporary problem | try again later | try later | service unavailable
    currently unavailable | temporarily unavailable | server error | ldap | lookup failure
    delivery to file forbidden | delivery to pipe forbidden | error while being processed
    several matches found | ambiguous | mail system full | server busy | resources | out of memory | interrupted
    unexpected | conversion | cannot route mail | no proxy for recipient | bad interpreter | storage
    requested action aborted | unable to open | local problem | エラーが発生 | 障害
  `),
}
