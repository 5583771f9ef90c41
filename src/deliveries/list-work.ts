import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'

export type ListWorkCause = 'customer_changed' | 'customer_withdrawn' | 'contract_cancelled' | 'application_cancelled'

/** What a person has to do at a list, as it is written. */
interface WantedWork {
  connector: string
  customerId: string
  planId: string
  kind: 'delete' | 'change'
  cause: ListWorkCause
  familyName: string
  givenName: string
  email: string
  newFamilyName: string | null
  newGivenName: string | null
  newEmail: string | null
}

/** Changes that are taken at once: what is looked at grows faster than their number. */
const MOST_CHANGES = 500

/**
 * Customers that changed since they were taken last, `MOST_CHANGES` at most. They are taken with the transaction that looks at them: when it fails,
 * they are taken again. What changes meanwhile is written anew and taken next time.
 */
export async function takeListChanges(tx: Tx): Promise<{ customerIds: string[]; more: boolean }> {
  const taken = await sql<{ customerId: string }>`
    delete from list_changes where ctid = any(array(select ctid from list_changes limit ${MOST_CHANGES}))
    returning customer_id`.execute(tx)
  const customerIds = [...new Set(taken.rows.map(({ customerId }) => customerId))]
  return { customerIds, more: taken.rows.length === MOST_CHANGES }
}

/**
 * Writes what has to be done by hand for these customers at the lists of a connector that can only add: whoever no longer
 * belongs on a list is to be deleted, whoever is called otherwise now is to be changed. Compares what each list has (the
 * latest registration, or what staff noted since) with the customers and their purchases as they are, so that the business
 * need not know of lists. An entry that has nothing left to say is taken back; one that says something else now is written
 * anew, under a new id.
 */
export async function sweepListWork(tx: Tx, connector: string, customerIds: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(await wantedWork(tx, connector, customerIds))
  const rows = sql`jsonb_to_recordset(${wanted}::jsonb) as r (connector text, "customerId" uuid, "planId" text, kind text, cause text,
    "familyName" text, "givenName" text, email text, "newFamilyName" text, "newGivenName" text, "newEmail" text)`
  await sql`
    delete from manual_list_work w where w.connector = ${connector} and w.done_at is null
      and w.customer_id = any(${customerIds}::uuid[]) and not exists (
      select 1 from ${rows} where r."customerId" = w.customer_id and r."planId" = w.plan_id
        and (r.kind, r.cause, r."familyName", r."givenName", r.email, r."newFamilyName", r."newGivenName", r."newEmail")
          is not distinct from
          (w.kind, w.cause, w.family_name, w.given_name, w.email, w.new_family_name, w.new_given_name, w.new_email))`.execute(
    tx,
  )
  await sql`
    insert into manual_list_work (connector, customer_id, plan_id, kind, cause, family_name, given_name, email,
      new_family_name, new_given_name, new_email)
    select r.connector, r."customerId", r."planId", r.kind, r.cause, r."familyName", r."givenName", r.email,
      r."newFamilyName", r."newGivenName", r."newEmail" from ${rows}
    on conflict do nothing`.execute(tx)
}

/** Who was put on which list, and by what name: registered by us, or by staff for us; then what staff noted. */
const known = (connector: string, customerIds: readonly string[]) => sql`
  select e.customer_id, d.target as plan_id, e.payload -> 'customer' ->> 'familyName' as family_name,
    e.payload -> 'customer' ->> 'givenName' as given_name, e.payload -> 'customer' ->> 'email' as email,
    coalesce(m.done_at, d.finished_at) as at, false as gone, e.type = 'customer.provisionally_registered' as general
  from deliveries d join events e on e.id = d.event_id
    left join manual_registrations m on m.delivery_id = d.id and m.done_at is not null
  where d.connector = ${connector} and (d.state = 'delivered' or m.id is not null)
    and e.customer_id = any(${customerIds}::uuid[])
  union all
  select customer_id, plan_id, coalesce(new_family_name, family_name), coalesce(new_given_name, given_name),
    coalesce(new_email, email), done_at, kind = 'delete', false
  from manual_list_work
  where connector = ${connector} and done_at is not null and customer_id = any(${customerIds}::uuid[])`

/**
 * A purchase keeps its buyer on the list of its product, and on the list of new customers; the reason why somebody no longer
 * belongs there is the purchase that ended.
 */
async function wantedWork(tx: Tx, connector: string, customerIds: readonly string[]): Promise<WantedWork[]> {
  const result = await sql<WantedWork>`
    with known as (${known(connector, customerIds)}),
    listed as (
      select distinct on (customer_id, plan_id) customer_id, plan_id, family_name, given_name, email, gone,
        bool_or(general) over (partition by customer_id, plan_id) as general
      from known order by customer_id, plan_id, at desc
    ),
    purchases as (
      select a.customer_id, btrim(e.payload ->> 'netshoninPlanId') as plan_id,
        a.state = 'cancelled' as application_cancelled, coalesce(c.state = 'cancelled', false) as contract_cancelled
      from applications a join events e on e.application_id = a.id and e.type = 'application.completed'
        left join contracts c on c.application_id = a.id
      where a.state in ('completed', 'cancelled') and a.customer_id in (select customer_id from listed)
    ),
    judged as (
      select l.customer_id, l.plan_id, l.family_name, l.given_name, l.email,
        c.family_name as new_family_name, c.given_name as new_given_name, c.email as new_email,
        case when c.state = 'withdrawn' then 'customer_withdrawn'
          when coalesce(bool_or(not p.application_cancelled and not p.contract_cancelled), true) then null
          when bool_or(p.contract_cancelled) then 'contract_cancelled' else 'application_cancelled' end as ended
      from listed l join customers c on c.id = l.customer_id
        left join purchases p on p.customer_id = l.customer_id and (l.general or p.plan_id = l.plan_id)
      where not l.gone
      group by l.customer_id, l.plan_id, l.family_name, l.given_name, l.email, c.id
    )
    select ${connector}::text as connector, customer_id, plan_id, family_name, given_name, email,
      case when ended is null then 'change' else 'delete' end as kind, coalesce(ended, 'customer_changed') as cause,
      case when ended is null then new_family_name end as new_family_name,
      case when ended is null then new_given_name end as new_given_name,
      case when ended is null then new_email end as new_email
    from judged where ended is not null or lower(email) <> lower(new_email)
      or (family_name, given_name) is distinct from (new_family_name, new_given_name)`.execute(tx)
  return result.rows
}
