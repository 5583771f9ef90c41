import { expect, it } from 'vitest'
import { asConnector } from '../integrations/connector.ts'
import { zendesk } from '../integrations/zendesk/index.ts'
import { storable } from './storable.ts'

const connector = asConnector(zendesk())

it.each([
  ['with a secret', { apiToken: 'tok-123', clientSecret: '' }],
  ['without any', {}],
])('keeps neither the secrets of the settings nor NUL, %s', (_name, settings) => {
  const report = { kind: 'refused', reason: 'no\0 tok-123', answer: { status: 422, text: 'tok-123\0' } }
  const hidden = 'apiToken' in settings ? '[秘密]' : 'tok-123'
  expect(storable(connector, settings, report)).toEqual({
    kind: 'refused',
    reason: `no\ufffd ${hidden}`,
    answer: { status: 422, text: `${hidden}\ufffd` },
  })
})
