/** The error envelopes Zendesk is known to answer with; `error` is a string in most and an object in some. */

export function noHelpDesk(subdomain: string): Response {
  return Response.json(
    {
      error: {
        title: `No help desk at ${subdomain}.zendesk.com`,
        message:
          'There is no help desk configured at this address. This means that the address is available and that you can claim it at http://www.zendesk.com/signup',
      },
    },
    { status: 404 },
  )
}

export function notAuthenticated(): Response {
  return Response.json({ error: "Couldn't authenticate you" }, { status: 401 })
}

export function invalidAccessToken(): Response {
  return Response.json(
    {
      error: 'invalid_token',
      error_description: 'The access token provided is expired, revoked, malformed or invalid for other reasons.',
    },
    { status: 401 },
  )
}

export function missingScopes(scope: string): Response {
  return Response.json(
    { error: 'Forbidden', description: `You are missing the following required scopes: ${scope}` },
    { status: 403 },
  )
}

export function notFound(error: 'RecordNotFound' | 'InvalidEndpoint'): Response {
  return Response.json({ error, description: 'Not found' }, { status: 404 })
}

export function missingParameter(name: string): Response {
  return Response.json({ error: 'ParameterMissing', description: `Parameter ${name} is required` }, { status: 400 })
}

export function unreadableJson(): Response {
  return Response.json({ error: 'Unprocessable Entity', message: 'Server could not parse JSON' }, { status: 422 })
}

export function otherBodyForKey(): Response {
  return Response.json(
    {
      error: 'IdempotentRequestError',
      description: "Request parameters don't match the given idempotency key",
    },
    { status: 400 },
  )
}

/** A refused record: `field` is the key under `details`. */
export type RecordFault = { field: 'requester' | 'base'; description: string; error?: string }

export function invalidRecord({ field, ...entry }: RecordFault): Response {
  return Response.json(
    { error: 'RecordInvalid', description: 'Record validation errors', details: { [field]: [entry] } },
    { status: 422 },
  )
}

export function tooManyCalls(retryAfterSeconds: number): Response {
  return new Response('Number of allowed API requests per minute exceeded', {
    status: 429,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': String(retryAfterSeconds) },
  })
}

export function internalError(): Response {
  return new Response('Internal Server Error', {
    status: 500,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}
