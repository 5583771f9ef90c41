-- The mail box for what comes back about the shop's mail: one row, which is the job of looking into it. Times are
-- PostgreSQL's.
create table mailbox (
  only_row boolean primary key default true check (only_row),
  due_at timestamptz not null default now(),
  lease_token uuid,
  lease_until timestamptz,
  -- which folder the cursor is of (server, user, folder): in another one the numbers mean other messages
  place text not null default '',
  -- the folder's UIDVALIDITY as the server writes it; when it changes, its messages are numbered anew
  uid_validity text not null default '',
  -- every message up to this UID is stored
  last_uid bigint not null default 0,
  -- when the folder was last read without a fault
  last_looked_at timestamptz,
  -- since when it cannot be read, why in a code, and why in words for staff; null while it can
  failing_since timestamptz,
  failure text,
  reason text,
  -- whether staff were told of this outage
  told boolean not null default false
);
insert into mailbox default values;
