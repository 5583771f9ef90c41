export { createApi } from './api.ts'
export { printOpenApi } from './description.ts'
export { firstStart } from './first-start.ts'
export type { ApiParts, ChoosableRoom, Integrations } from './ports.ts'
