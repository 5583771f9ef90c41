export { type MypageParts, mypagePages } from './routes.tsx'
