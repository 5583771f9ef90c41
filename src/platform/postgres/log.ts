/**
 * Where the supervisor and the server itself report; a pino logger fits. Never given a password or a row's contents.
 */
export type PostgresLog = {
  info(text: string): void
  warn(text: string): void
  error(text: string): void
}

/** One line in Japanese for the person at the terminal, about something that takes time or that they should know. */
export type Progress = (text: string) => void
