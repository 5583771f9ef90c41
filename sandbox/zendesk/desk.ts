/** The only help desk that exists here; every other subdomain answers as an address nobody has claimed. */
export const deskSubdomain = 'luxliner-demo'
export const agentEmail = 'support@luxliner-demo.example'
export const apiToken = 'sandbox-zendesk-token'
/** The account's OAuth clients, all confidential; what they do is done by the agent. */
export const oauthClients = [{ id: 'luxliner', secret: 'sandbox-oauth-secret' }] as const
/** The user of `agentEmail`. */
export const agentId = 39_400_010_001

export type DeskUser = {
  id: number
  name: string
  email: string
  role: 'admin' | 'agent' | 'end-user'
  suspended: boolean
  createdAt: string
}

/** What a call showed to be let in. */
export type Credentials = { kind: 'api_token'; email: string } | { kind: 'oauth'; clientId: string }

export type Ticket = {
  id: number
  subject: string | null
  comment: { body: string; html: boolean; public: boolean; authorId: number }
  requesterId: number
  submitterId: number
  externalId: string | null
  tags: string[]
  priority: string | null
  type: string | null
  customFields: unknown[]
  createdAt: string
  madeWith: Credentials
}

/** A ticket creation that carried an `Idempotency-Key`: the body it had and the answer it got. */
export type RememberedCreation = { body: string; answer: string; location: string; at: number }

export type AccessToken = { clientId: string; scopes: string[]; expiresAt: number }

export type Zendesk = {
  users: DeskUser[]
  tickets: Ticket[]
  creations: Map<string, RememberedCreation>
  accessTokens: Map<string, AccessToken>
  /** Calls per minute of the whole account; the Team plan has 200. */
  callsPerMinute: number
  window: { startedAt: number; used: number }
  lastUserId: number
}

export function createZendesk(): Zendesk {
  const createdAt = new Date().toISOString()
  const person = (id: number, name: string, email: string, role: DeskUser['role'], suspended: boolean): DeskUser => ({
    id,
    name,
    email,
    role,
    suspended,
    createdAt,
  })
  return {
    users: [
      person(agentId, '受講生サポート', agentEmail, 'admin', false),
      person(agentId + 1, '利用停止のお客様', 'suspended@customer.example', 'end-user', true),
    ],
    tickets: [],
    creations: new Map(),
    accessTokens: new Map(),
    callsPerMinute: 200,
    window: { startedAt: 0, used: 0 },
    lastUserId: agentId + 1,
  }
}

export function userByEmail(desk: Zendesk, email: string): DeskUser | undefined {
  const wanted = email.toLowerCase()
  return desk.users.find((user) => user.email.toLowerCase() === wanted)
}

export function userById(desk: Zendesk, id: number): DeskUser | undefined {
  return desk.users.find((user) => user.id === id)
}

/** Makes an end user, as a ticket from an unknown address does. */
export function addUser(desk: Zendesk, name: string, email: string): DeskUser {
  desk.lastUserId += 1
  const createdAt = new Date().toISOString()
  const user: DeskUser = { id: desk.lastUserId, name, email, role: 'end-user', suspended: false, createdAt }
  desk.users.push(user)
  return user
}

/** Suspends or restores the person with this address, who is created if the desk does not know them. */
export function setSuspended(desk: Zendesk, email: string, suspended: boolean): DeskUser {
  const user = userByEmail(desk, email) ?? addUser(desk, email, email)
  user.suspended = suspended
  return user
}

/** Ends every access token, as if its life were over; their clients may have new ones. */
export function expireAccessTokens(desk: Zendesk, now: number): void {
  for (const token of desk.accessTokens.values()) token.expiresAt = Math.min(token.expiresAt, now)
}
