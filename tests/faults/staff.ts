/** The API as a signed-in member of the staff uses it; throws for an answer that is not 2xx. */
export type StaffCall = (method: 'GET' | 'PUT', path: string, body?: object) => Promise<unknown>

/** Becomes the owner by the link that the program printed at its start, and stays signed in. */
export async function becomeOwner(shop: { url: string; said(): string }): Promise<StaffCall> {
  const token = /\/admin\/setup\/(\S+)/.exec(shop.said())?.[1]
  if (token === undefined) throw new Error(`no setup link: ${shop.said()}`)
  let cookie = ''
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${shop.url}/api/v1${path}`, {
      method,
      headers: {
        origin: shop.url,
        ...(cookie === '' ? {} : { cookie }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    cookie ||= answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ')
    return JSON.parse(text)
  }
  await call('POST', `/setup/${token}`, {
    shopName: 'ひだまりオンラインスクール',
    ownerName: '店長 日向',
    email: 'owner@shop.example',
    password: 'hidamari-under-test',
  })
  return call
}
