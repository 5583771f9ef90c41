/**
 * The name that a mail server gives a letter in its answer, where it is one that a report will name: Amazon SES answers
 * `250 Ok 0106019a…-000000`, and tells nothing else of a letter unless its original headers are switched on.
 */
export function remoteIdIn(answer: string): string | null {
  return /^250 Ok ([\w-]{30,100})\s*$/i.exec(answer)?.[1] ?? null
}
