export { mailHooks } from './mail.ts'
export type { HookParts } from './parts.ts'
