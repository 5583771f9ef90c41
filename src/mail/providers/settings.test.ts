import { describe, expect, it } from 'vitest'
import { mailReportsDefinition } from './settings.ts'

const { schema, defaults } = mailReportsDefinition
const KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g=='
const TOPIC = 'arn:aws:sns:ap-northeast-1:111122223333:shop-mail'
const faultOf = (typed: object) => schema.safeParse({ ...defaults, ...typed }).error?.issues.map(({ path }) => path[0])

describe('the settings of what providers post', () => {
  it('are valid as they begin', () => {
    expect(schema.parse(defaults)).toEqual(defaults)
  })

  it('take what is pasted', () => {
    const key = `-----BEGIN PUBLIC KEY-----\n${KEY.slice(0, 64)}\n${KEY.slice(64)}\n-----END PUBLIC KEY-----\n`
    const typed = {
      ...defaults,
      snsTopics: [` ${TOPIC} `, TOPIC],
      sendgridPublicKey: key,
      mailgunSigningKey: ' ab c\n',
    }
    expect(schema.parse(typed)).toMatchObject({ snsTopics: [TOPIC], sendgridPublicKey: KEY, mailgunSigningKey: 'abc' })
  })

  it.each([
    [{ snsTopics: ['*'] }, 'snsTopics'],
    [{ snsTopics: ['arn:aws:sqs:ap-northeast-1:111122223333:queue'] }, 'snsTopics'],
    [{ sendgridPublicKey: `${KEY}x` }, 'sendgridPublicKey'],
    [{ sendgridPublicKey: 'SG.api-key' }, 'sendgridPublicKey'],
    [{ provider: 'ses' }, 'snsTopics'],
    [{ provider: 'sendgrid' }, 'sendgridPublicKey'],
    [{ provider: 'mailgun' }, 'mailgunSigningKey'],
  ])('refuse %j', (typed, field) => {
    expect(faultOf(typed)).toEqual([field])
  })
})
