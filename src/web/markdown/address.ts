/** The address as a browser will open it, or null: relative ones, other protocols and anything that is no address. */
export function safeAddress(typed: string, protocols: readonly string[]): string | null {
  if (!URL.canParse(typed)) return null
  const { protocol, href } = new URL(typed)
  return protocols.includes(protocol) ? href : null
}
