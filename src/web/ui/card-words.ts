import { brandName } from '../../payments/index.ts'

/** A card as its owner tells it apart: `Visa 下4桁 4242`. */
export function cardWords({ brand, last4 }: { brand: string; last4: string }): string {
  return `${brandName(brand)} 下4桁 ${last4}`.trim()
}
