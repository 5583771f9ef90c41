import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Page, problem } from './schemas.ts'

/**
 * The answer as its schema says, and nothing besides: a field that the schema does not name cannot leak. Throws when the
 * rows are not of that shape, which is a defect.
 */
export function answer<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  // Through JSON, so that times are the texts that will be sent.
  return schema.parse(JSON.parse(JSON.stringify(value)))
}

/** How many rows are read for a page of `limit`: one more tells whether there is a next page. */
export function oneMore(limit: number): number {
  return limit + 1
}

/** Cuts what was read with `oneMore` to a page. The cursor is the id of its last entry. */
export function pageFrom<Row extends { id: string | number }>(rows: Row[], limit: number): Page<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? String(last.id) : null }
}

const refused = { description: '受け付けられない理由', content: { 'application/problem+json': { schema: problem } } }

/** The answers of an endpoint: 200 with `schema`, or a problem. */
export function answers<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } }, default: refused }
}

/** The answers of an endpoint that makes something: 201 with `schema`, or a problem. */
export function made<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 201: { description, content: { 'application/json': { schema } } }, default: refused }
}

/** The answers of an endpoint that says nothing: 204, or a problem. */
export function nothing(description: string) {
  return { 204: { description }, default: refused }
}

/** A request's JSON body. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** The answers of an endpoint that gives a CSV file, or a problem. */
export const csvFileAnswers = {
  200: { description: 'CSVファイル(UTF-8)', content: { 'text/csv': { schema: z.string() } } },
  default: refused,
}

/** Answers with a CSV file, written while it is read: the reader's pace is the writer's. */
export function csvAnswer(c: Context, fileName: string, pieces: AsyncIterable<string>) {
  const bytes = ReadableStream.from(pieces).pipeThrough(new TextEncoderStream())
  return c.body(bytes as ReadableStream, 200, csvHeaders(fileName))
}

/** The headers with which a browser keeps a CSV file. */
export function csvHeaders(fileName: string) {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  }
}
