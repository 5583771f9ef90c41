/** The consumption tax within a price, in yen; parts of a yen are dropped, as the tax office allows once for a receipt. */
export function taxWithin(amountYen: number, taxPercent: number): number {
  return Math.floor((amountYen * taxPercent) / (100 + taxPercent))
}
