export { type RegisterParts, registerPages } from './routes.tsx'
