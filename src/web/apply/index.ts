export { offerPages } from './offer-routes.tsx'
export type { ApplyParts } from './parts.ts'
export { applyPages } from './routes.tsx'
