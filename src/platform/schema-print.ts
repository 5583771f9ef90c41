import { sql } from 'kysely'
import type { Database } from './database.ts'

/** The schema as text, read from PostgreSQL's catalogue: what `db/schema.sql` holds and a test compares. */
export async function printSchema(db: Database): Promise<string> {
  const columns = await sql<{ table: string; line: string }>`
    select c.relname as table,
      '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || case when a.attidentity = 'a' then ' generated always as identity' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
    order by c.relname, a.attnum`.execute(db)
  const constraints = await sql<{ table: string; line: string }>`
    select c.relname as table, '  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and k.contype <> 'n' and c.relname not like 'kysely%'
    order by c.relname, k.conname`.execute(db)
  const indexes = await sql<{ table: string; line: string }>`
    select c.relname as table, pg_get_indexdef(i.indexrelid) || ';' as line
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
    order by c.relname, 2`.execute(db)
  const triggers = await sql<{ table: string; line: string }>`
    select c.relname as table, pg_get_triggerdef(t.oid) || ';' as line
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
    order by c.relname, t.tgname`.execute(db)
  const functions = await sql<{ text: string }>`
    select pg_get_functiondef(p.oid) || ';' as text from pg_proc p
    where p.pronamespace = 'public'::regnamespace order by p.proname`.execute(db)
  const tables = [...new Set(columns.rows.map((row) => row.table))]
  const of = (rows: { table: string; line: string }[], table: string) =>
    rows.filter((row) => row.table === table).map((row) => row.line)
  const printed = tables.map((table) => {
    const inside = [...of(columns.rows, table), ...of(constraints.rows, table)].join(',\n')
    const beside = [...of(indexes.rows, table), ...of(triggers.rows, table)]
    return [`create table ${table} (\n${inside}\n);`, ...beside].join('\n')
  })
  return [...functions.rows.map(({ text }) => text), ...printed].join('\n\n').concat('\n')
}
