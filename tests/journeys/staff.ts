import type {
  ContractDetail,
  Customer as CustomerListed,
  connectorNames,
  Event,
  Product,
  TimeLineEntry,
  Transfer,
} from '../../src/web/api/schemas.ts'
import type { Ask } from '../support/api-server.ts'

/** The shop's owner, who works through the API as the admin does. Each act throws when it is refused. */
export interface Staff {
  ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<unknown>
  /** All that happened, oldest first. */
  events(): Promise<Event[]>
  /** What happened with whoever has this mail address, oldest first; nothing while nobody has it. */
  timeLine(email: string): Promise<TimeLineEntry[]>
  /** Whoever has this mail address, as the list of customers shows them. */
  customer(email: string): Promise<CustomerListed>
  /** Changes an integration's settings. */
  saves(connector: (typeof connectorNames)[number], values: Record<string, unknown>): Promise<void>
  /** Offers one product once to whoever applies for another. */
  offers(slug: string, offered: string): Promise<void>
  /** The contract of whoever has this mail address. */
  contract(email: string): Promise<ContractDetail>
  /** Acts on the contract of whoever has this mail address. */
  acts(email: string, act: string, body?: Record<string, unknown>): Promise<unknown>
  /** The transfers of whoever has this mail address: those that are waited for, or those that were confirmed lately. */
  transfers(email: string, view?: 'open' | 'confirmed'): Promise<Transfer[]>
}

type Listed<Item> = { items: Item[]; nextCursor: string | null }

export function staffOf(owner: Ask): Staff {
  const ask: Staff['ask'] = async (method, path, body) => {
    const answer = await owner(method, path, body)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const list = async <Item>(path: string): Promise<Item[]> => {
    const { items, nextCursor } = (await ask('GET', path)) as Listed<Item>
    // A story must not go on with half of what happened.
    if (nextCursor) throw new Error(`more than one page: ${path}`)
    return items
  }
  const only = async <Item>(path: string): Promise<Item> => {
    const [item, ...others] = await list<Item>(path)
    if (item === undefined || others.length > 0) throw new Error(`${others.length + (item ? 1 : 0)} found by ${path}`)
    return item
  }
  const contractId = async (email: string) => (await only<{ id: string }>(`/contracts?q=${email}`)).id
  return {
    ask,
    customer: (email) => only<CustomerListed>(`/customers?q=${email}`),
    events: async () => (await list<Event>('/events?limit=100')).toReversed(),
    timeLine: async (email) => {
      const [customer] = await list<{ id: string }>(`/customers?q=${email}`)
      if (!customer) return []
      return (await list<TimeLineEntry>(`/customers/${customer.id}/timeline?limit=100`)).toReversed()
    },
    saves: async (connector, values) => {
      const { version } = (await ask('GET', `/integrations/${connector}`)) as { version: number }
      await ask('PUT', `/integrations/${connector}`, { version, values })
    },
    offers: async (slug, offered) => {
      const products = await list<Product>('/products')
      const idOf = (wanted: string) => products.find((product) => product.slug === wanted)?.id
      await ask('PATCH', `/products/${idOf(slug)}`, { offerProductId: idOf(offered) })
    },
    contract: async (email) => (await ask('GET', `/contracts/${await contractId(email)}`)) as ContractDetail,
    acts: async (email, act, body = {}) => ask('POST', `/contracts/${await contractId(email)}/${act}`, body),
    transfers: (email, view = 'open') => list<Transfer>(`/transfers?q=${email}&view=${view}`),
  }
}
