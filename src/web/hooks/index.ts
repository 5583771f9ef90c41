export { mailHooks } from './mail.ts'
export type { HookParts, MailSource } from './parts.ts'
