/** What the shop of the year sells. No two prices are the same, so that a price names what was charged. */
export interface Ware {
  slug: string
  kind: 'one_time' | 'monthly'
  /** At the beginning of the year. */
  priceYen: number
  card: boolean
  transfer: boolean
  /** The slug of what is offered with it. */
  offers?: string
  /** How many of a hundred customers come for it. */
  share: number
  /** The list of its buyers at ネット商人Pro. */
  planId?: string
}

const only = (slug: string, kind: Ware['kind'], priceYen: number, more: Partial<Ware> = {}): Ware => ({
  ...{ slug, kind, priceYen, card: true, transfer: false, share: 0, ...more },
})

export const WARES: readonly Ware[] = [
  only('lessons', 'monthly', 3_980, { share: 26, planId: '201' }),
  only('seminar', 'monthly', 12_800, { share: 14, offers: 'archive', planId: '202' }),
  only('circle', 'monthly', 1_980, { share: 25, transfer: true, planId: '203' }),
  only('letters', 'monthly', 800, { share: 10, card: false, transfer: true }),
  only('course', 'one_time', 49_800, { share: 15, offers: 'consulting' }),
  only('book', 'one_time', 2_400, { share: 10, transfer: true }),
  only('archive', 'monthly', 1_280),
  only('consulting', 'one_time', 16_500),
]

/** What becomes dearer in the middle of the year, for those who come afterwards. */
export const DEARER = { slug: 'lessons', priceYen: 4_480 }
/** What one in ten comes back for. */
export const SECOND_WARE = 'book'
/** Only ever sold by an offer. */
export const isOfferPrice = (priceYen: number): boolean => priceYen === 1_280 || priceYen === 16_500

export function wareOf(slug: string): Ware {
  const ware = WARES.find((each) => each.slug === slug)
  if (!ware) throw new Error(`no ware ${slug}`)
  return ware
}
