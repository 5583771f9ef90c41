export { addDays, addMonths, type Day, dayIn, formatDay, formatInstant } from './calendar.ts'
export { type SiteSettings, siteDefinition } from './settings.ts'
export { readShop, type Shop } from './shop.ts'
