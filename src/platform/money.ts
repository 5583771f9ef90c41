/** An amount of whole yen, tax included. */
export type Yen = number & { readonly unit: 'yen' }

/** Takes a non-negative safe integer as yen. Throws on anything else: an amount that is not whole yen is a defect. */
export function yen(amount: number): Yen {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`not an amount of yen: ${amount}`)
  return amount as Yen
}

/** `3,980円`, as staff and customers read it. */
export function formatYen(amount: number): string {
  return `${amount.toLocaleString('ja-JP')}円`
}
