/**
 * Who may import whom, in one place. Later layers may import earlier ones, never the other way round; inside the business
 * calls go down the list. Another folder is entered by its `index.ts`; leaf files are types and schemas and open to all.
 */
export const layers: readonly (readonly string[])[] = [
  ['platform'],
  ['events'],
  // The business, lowest first.
  ['site'],
  ['staff'],
  ['mail'],
  ['customers'],
  ['products'],
  ['payments'],
  ['contracts'],
  ['applications'],
  ['deliveries'],
  ['integrations'],
  ['web'],
  ['config.ts', 'app.ts', 'life-cycles.ts', 'run.ts', 'main.ts', 'commands'],
]

/** Files that anybody may import: they hold types and schemas only. */
export const leafFiles: readonly RegExp[] = [
  /^[a-z]+\/events\.ts$/,
  /^[a-z]+\/schema\.ts$/,
  /^[a-z]+\/settings\.ts$/,
  /^mail\/mailbox\/settings\.ts$/,
  /^events\/catalogue\.ts$/,
  /^integrations\/connector\.ts$/,
  /^integrations\/[a-z-]+\/settings\.ts$/,
]

/** What the admin's pages may import from outside `web/admin`: shapes, event names and how texts look; nothing that runs on a server. */
export const adminMayImport: readonly RegExp[] = [
  /^web\/api\/schemas(\.ts|\/.+)$/,
  /^events\/catalogue\.ts$/,
  /^[a-z]+\/(events|schema|settings)\.ts$/,
  /^mail\/mailbox\/settings\.ts$/,
  /^integrations\/settings-form\.ts$/,
  /^integrations\/[a-z-]+\/settings\.ts$/,
  /^platform\/money\.ts$/,
  /^payments\/card-brand\.ts$/,
  /^web\/markdown\/markdown\.tsx$/,
]

/** Folders whose files are each a door of their own. */
const OPEN = new Set(['platform', 'integrations', 'web', 'commands'])

function layerOf(path: string): number {
  const top = path.split('/')[0] ?? ''
  return layers.findIndex((layer) => layer.includes(top))
}

/** Why the import from `from` to `to` (paths under src/) breaks the rule, or null. */
export function breaks(from: string, to: string): string | null {
  const inAdmin = (path: string) => path.startsWith('web/admin/')
  if (inAdmin(from) && !inAdmin(to))
    return adminMayImport.some((leaf) => leaf.test(to)) ? null : 'the admin may import shapes only'
  if (!inAdmin(from) && inAdmin(to)) return 'nothing imports the admin'
  if (leafFiles.some((leaf) => leaf.test(to))) return null
  const [fromTop, toTop] = [from.split('/')[0] ?? '', to.split('/')[0] ?? '']
  if (layerOf(from) < 0 || layerOf(to) < 0) return 'a folder that is in no layer'
  if (fromTop === toTop) return null
  if (layerOf(to) > layerOf(from)) return `${fromTop} may not import ${toTop}`
  if (!OPEN.has(toTop) && !/^[a-z-]+\/index\.ts$/.test(to) && to.includes('/')) return `enter ${toTop} by its index.ts`
  return null
}
