import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  createProduct,
  findProduct,
  listProducts,
  type ProductRefusal,
  updateProduct,
} from '../../../products/index.ts'
import { answer, answers, body, made } from '../answers.ts'
import type { Api } from '../api.ts'
import type { ApiParts } from '../ports.ts'
import { refuse } from '../problems.ts'
import { product, productChange, productInput, productList } from '../schemas.ts'

const params = z.object({ id: z.uuid() })

const list = createRoute({
  method: 'get',
  path: '/products',
  summary: '商品の一覧',
  responses: answers(productList, 'すべての商品(新しい順)'),
})

const create = createRoute({
  method: 'post',
  path: '/products',
  summary: '商品を作る',
  request: { body: body(productInput) },
  responses: made(product, '作った商品'),
})

const read = createRoute({
  method: 'get',
  path: '/products/{id}',
  summary: '商品',
  request: { params },
  responses: answers(product, '商品'),
})

const update = createRoute({
  method: 'patch',
  path: '/products/{id}',
  summary: '商品を変える(送らない項目は変わらない)',
  request: { params, body: body(productChange) },
  responses: answers(product, '変えた商品'),
})

export const productRoutes = [list, create, read, update]

/** 商品. */
export function productEndpoints(api: Api, { db, clock }: ApiParts): void {
  api.openapi(list, async (c) => c.json(answer(productList, { items: await listProducts(db) }), 200))
  api.openapi(create, async (c) => {
    const result = await createProduct(db, c.req.valid('json'), clock.now())
    if (result.refused) return refuseProduct(c, result)
    return c.json(answer(product, result.product), 201)
  })
  api.openapi(read, async (c) => {
    const found = await findProduct(db, c.req.valid('param').id)
    return found ? c.json(answer(product, found), 200) : refuse(c, 'not_found')
  })
  api.openapi(update, async (c) => {
    const result = await updateProduct(db, c.req.valid('param').id, c.req.valid('json'), clock.now())
    return result.refused ? refuseProduct(c, result) : c.json(answer(product, result.product), 200)
  })
}

function refuseProduct(c: Context, { code, message }: ProductRefusal) {
  switch (code) {
    case 'product_not_found':
      return refuse(c, 'not_found', { detail: message })
    case 'slug_taken':
      return refuse(c, 'slug_taken', { errors: [{ field: 'slug', message }] })
    case 'no_payment_method':
      return refuse(c, 'invalid_input', { errors: [{ field: 'cardAccepted', message }] })
    case 'offer_not_possible':
      return refuse(c, 'invalid_input', { errors: [{ field: 'offerProductId', message }] })
  }
}
