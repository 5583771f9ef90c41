-- リストからの削除・変更は手動です: what a person must do at a list that can only be added to. One open entry a customer and
-- list at most; it is replaced when what has to be done changes, so that nobody ticks off what they have not read.
create table manual_list_work (
  id bigint generated always as identity primary key,
  connector text not null,
  customer_id uuid not null references customers,
  plan_id text not null,
  kind text not null check (kind in ('delete', 'change')),
  -- why, such as contract_cancelled
  cause text not null,
  -- as the list has it
  family_name text not null,
  given_name text not null,
  email text not null,
  -- as it should be; null when it is to be deleted
  new_family_name text,
  new_given_name text,
  new_email text,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  done_by text
);
create unique index manual_list_work_open on manual_list_work (connector, customer_id, plan_id) where done_at is null;
create index manual_list_work_customer on manual_list_work (connector, customer_id, plan_id, done_at);

-- What the administrators were last told of work by hand: one mail an hour at most, and only when something came since.
create table manual_work_notice (
  only_row boolean primary key default true check (only_row),
  told_at timestamptz not null default '-infinity',
  -- the newest entries that were counted
  registration_id bigint not null default 0,
  list_work_id bigint not null default 0
);
insert into manual_work_notice default values;
