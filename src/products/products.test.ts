import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { createProduct, updateProduct } from './commands.ts'
import { findPublished, listProducts } from './queries.ts'
import { productSchema } from './schema.ts'

const database = testDatabase()
const now = new Date('2026-11-23T05:00:00Z')
const fields = productSchema.parse({
  name: 'ピアノ',
  slug: 'piano',
  kind: 'monthly',
  priceYen: 3_980,
  description: '',
  state: 'draft',
  netshoninPlanId: null,
})

describe('a product', () => {
  it('has an application page only while it is published', async () => {
    const created = await createProduct(database.db, fields, now)
    if (created.refused) throw new Error(created.code)
    expect(await findPublished(database.db, 'piano')).toBeNull()
    await updateProduct(database.db, created.product.id, { state: 'published' }, now)
    expect(await findPublished(database.db, 'piano')).toMatchObject({ name: 'ピアノ', priceYen: 3_980 })
  })

  it('keeps its address to itself', async () => {
    await createProduct(database.db, { ...fields, slug: 'one' }, now)
    expect(await createProduct(database.db, { ...fields, slug: 'one' }, now)).toMatchObject({
      refused: true,
      code: 'slug_taken',
    })
    const two = await createProduct(database.db, { ...fields, slug: 'two' }, now)
    const id = two.refused ? '' : two.product.id
    expect(await updateProduct(database.db, id, { slug: 'one' }, now)).toMatchObject({
      refused: true,
      code: 'slug_taken',
    })
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect(await updateProduct(database.db, nobody, {}, now)).toMatchObject({
      refused: true,
      code: 'product_not_found',
    })
  })

  it('changes only where it is told to', async () => {
    const created = await createProduct(database.db, { ...fields, slug: 'kept', netshoninPlanId: '201' }, now)
    const id = created.refused ? '' : created.product.id
    await updateProduct(database.db, id, { priceYen: 4_980 }, now)
    const kept = (await listProducts(database.db)).find((product) => product.id === id)
    expect(kept).toMatchObject({ priceYen: 4_980, netshoninPlanId: '201', name: 'ピアノ' })
  })
})

describe('what one field alone cannot tell', () => {
  const made = async (change: object) => {
    const result = await createProduct(database.db, { ...fields, ...change }, now)
    if (result.refused) throw new Error(result.code)
    return result.product
  }

  it('a product is paid somehow, also when each way is taken away by itself', async () => {
    const { id } = await made({ slug: 'paid', transferAccepted: true })
    await updateProduct(database.db, id, { cardAccepted: false }, now)
    const refused = { refused: true, code: 'no_payment_method' }
    expect(await updateProduct(database.db, id, { transferAccepted: false }, now)).toMatchObject(refused)
    const neither = { ...fields, slug: 'free', cardAccepted: false }
    expect(await createProduct(database.db, neither, now)).toMatchObject(refused)
  })

  it('a published product is offered, and never the product itself', async () => {
    const offered = await made({ slug: 'offered', state: 'published' })
    const { id } = await made({ slug: 'brings', offerProductId: offered.id })
    const refused = { refused: true, code: 'offer_not_possible' }
    expect(await updateProduct(database.db, id, { offerProductId: id }, now)).toMatchObject(refused)
    const draft = await made({ slug: 'draft' })
    expect(await updateProduct(database.db, id, { offerProductId: draft.id }, now)).toMatchObject(refused)
    await updateProduct(database.db, offered.id, { state: 'archived' }, now)
    expect(await updateProduct(database.db, id, { offerProductId: offered.id, priceYen: 5_000 }, now)).toMatchObject({
      refused: false,
      product: { priceYen: 5_000, offerProductId: offered.id },
    })
  })

  it('questions are kept as they are ordered, and without choices where none are taken', async () => {
    const typed = [
      { kind: 'choice', label: '曜日', required: true, choices: ['平日', '土日'] },
      { kind: 'text', label: '地域', required: false, choices: ['何か'] },
    ]
    const { questions } = productSchema.parse({ ...fields, questions: typed })
    const { id } = await made({ slug: 'asks', questions })
    const kept = (await listProducts(database.db)).find((product) => product.id === id)
    expect(kept?.questions).toEqual([typed[0], { ...typed[1], choices: [] }])
  })
})

describe('what staff may ask', () => {
  const question = { kind: 'choice', label: '曜日', required: true, choices: ['平日'] }
  it.each([
    [[{ ...question, label: ' ' }], '質問を入力してください'],
    [[{ ...question, choices: [] }], '選択肢を1つ以上入力してください'],
    [[{ ...question, choices: ['平日', '平日'] }], '同じ選択肢が2つあります'],
    [[question, question], '同じ質問がほかにもあります'],
    [Array.from({ length: 21 }, (_, n) => ({ ...question, label: `質問${n}` })), '質問は20個以内にしてください'],
  ])('refuses %j', (questions, message) => {
    const parsed = productSchema.safeParse({ ...fields, questions })
    expect(parsed.error?.issues.map((issue) => issue.message)).toContain(message)
  })
})

describe('what staff may enter', () => {
  it.each([
    ['priceYen', 0, '金額は1円以上で入力してください'],
    ['priceYen', 10_000_000, '金額は9,999,999円以下で入力してください'],
    ['priceYen', 1.5, '金額は整数で入力してください'],
    ['slug', 'Piano!', 'URLには半角の英小文字・数字・ハイフンを使ってください'],
    ['slug', 'thanks', 'このURLは使えません。別の文字列にしてください'],
    ['name', ' ', '商品名を入力してください'],
  ])('refuses %s %j', (field, value, message) => {
    const parsed = productSchema.safeParse({ ...fields, [field]: value })
    expect(parsed.error?.issues.map((issue) => issue.message)).toContain(message)
  })

  it('takes an empty plan id for none', () => {
    expect(productSchema.parse({ ...fields, netshoninPlanId: ' ' }).netshoninPlanId).toBeNull()
  })
})
