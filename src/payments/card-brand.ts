/** How the owners of the brands write them, by what gateways call them, in small letters without blanks and signs. */
const NAMES: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  master: 'Mastercard',
  jcb: 'JCB',
  amex: 'American Express',
  americanexpress: 'American Express',
  diners: 'Diners Club',
  dinersclub: 'Diners Club',
  discover: 'Discover',
}

/** A card's brand as customers and staff read it; one that is not known stays as the gateway writes it. */
export function brandName(brand: string): string {
  return NAMES[brand.toLowerCase().replace(/[^a-z]/g, '')] ?? brand
}
