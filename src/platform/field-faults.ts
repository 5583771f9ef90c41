import type { z } from 'zod'

/** What is wrong with one field of what somebody typed. `field` is a path with dots. */
export interface FieldFault {
  field: string
  message: string
}

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/

/** The faults of a schema, each at its field. Where the schema says nothing in Japanese, a plain sentence stands in. */
export function faultsOf(error: z.ZodError): FieldFault[] {
  return error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: JAPANESE.test(issue.message) ? issue.message : sentenceFor(issue),
  }))
}

function sentenceFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '入力してください' : '形式が正しくありません'
    case 'too_small':
      return `${issue.minimum}以上にしてください`
    case 'too_big':
      return `${issue.maximum}以下にしてください`
    case 'invalid_value':
      return `次のいずれかを指定してください: ${issue.values.join(', ')}`
    default:
      return '形式が正しくありません'
  }
}
