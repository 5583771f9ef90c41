/** The only help desk that exists here; every other subdomain answers as an address nobody has claimed. */
export const deskSubdomain = 'luxliner-demo'
export const agentEmail = 'support@luxliner-demo.example'
export const apiToken = 'sandbox-zendesk-token'
export const oauthClient = { id: 'luxliner', secret: 'sandbox-oauth-secret' }

export type DeskUser = {
  id: number
  name: string
  email: string
  role: 'admin' | 'agent' | 'end-user'
  suspended: boolean
  createdAt: string
}

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
}

/** A ticket creation that carried an `Idempotency-Key`: the body it had and the answer it got. */
export type RememberedCreation = { body: string; answer: string; location: string; at: number }

export type Zendesk = {
  users: DeskUser[]
  tickets: Ticket[]
  creations: Map<string, RememberedCreation>
  accessTokens: Map<string, { scopes: string[]; expiresAt: number }>
  /** Calls per minute of the whole account; the Team plan has 200. */
  callsPerMinute: number
  window: { startedAt: number; used: number }
  lastUserId: number
}

const firstUserId = 39_400_010_001

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
      person(firstUserId, '受講生サポート', agentEmail, 'admin', false),
      person(firstUserId + 1, '利用停止のお客様', 'suspended@customer.example', 'end-user', true),
    ],
    tickets: [],
    creations: new Map(),
    accessTokens: new Map(),
    callsPerMinute: 200,
    window: { startedAt: 0, used: 0 },
    lastUserId: firstUserId + 1,
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
