-- Products: how they are paid, what the form asks, what is offered after it, what members read. ----------------------
alter table products
  add column card_accepted boolean not null default true,
  add column transfer_accepted boolean not null default false,
  -- the shop's own questions on the application page, as products/schema.ts says
  add column questions jsonb not null default '[]',
  -- what is offered once, right after an application for this product
  add column offer_product_id uuid references products,
  add column offer_text text not null default '',
  add column offer_minutes integer not null default 30 check (offer_minutes between 1 and 1440),
  -- Markdown that buyers read on their own page
  add column member_page text not null default '',
  add check (card_accepted or transfer_accepted);

alter table customers
  add column family_kana text not null default '',
  add column given_kana text not null default '',
  -- consent to the newsletter
  add column newsletter boolean not null default false;

alter table applications
  add column family_kana text not null default '',
  add column given_kana text not null default '',
  add column method text not null default 'card' check (method in ('card', 'transfer')),
  -- [{"question": …, "answer": …}], as asked and answered then
  add column answers jsonb not null default '[]',
  add column newsletter boolean not null default false,
  add column cancelled_at timestamptz,
  add column cancelled_by text,
  add column cancel_reason text;

-- One-time offers: made by one application, decided once. Only a hash of the link's token is kept.
create table offers (
  id uuid primary key,
  token_hash text not null unique,
  -- the application that brought it
  application_id uuid not null unique references applications,
  product_id uuid not null references products,
  -- as offered: what is shown is what is charged
  product_name text not null,
  product_kind text not null,
  price_yen integer not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'refused', 'expired')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz
);
-- the application that an accepted offer became: one at most
alter table applications add column offer_id uuid unique references offers;

-- Contracts ---------------------------------------------------------------------------------------------------------
alter table contracts
  add column method text not null default 'card' check (method in ('card', 'transfer')),
  -- term n begins (n - anchor_term) months after anchor_date: a term that was paid after its end begins anew that day
  add column anchor_term integer not null default 0,
  -- the day on which a reserved cancellation takes effect; stays while suspended
  add column cancels_on date,
  -- the day on which the open term is charged once more, after staff resumed the contract by hand
  add column owed_on date,
  -- failed charges of the open term
  add column tries integer not null default 0,
  -- when something comes due, in business time: renewal, retry, end; null when nothing will
  add column due_at timestamptz,
  add column lease_token uuid,
  add column lease_until timestamptz,
  add column suspended_at timestamptz,
  add column cancelled_at timestamptz,
  -- the month (YYYY-MM) for which the customer was told that the card runs out
  add column card_expiry_told text;
create index contracts_due on contracts (due_at) where due_at is not null;

-- Payments ----------------------------------------------------------------------------------------------------------
alter table payments
  add column customer_id uuid references customers,
  -- transfers: what the customer writes, until when, and what the bank said
  add column reference text unique,
  add column due_on date,
  add column payer_name text,
  add column confirmed_by text,
  add column reminded_at timestamptz,
  add column refunded_yen integer not null default 0,
  -- when an expected transfer is looked at next, in business time: the reminder, the day after it was due
  add column due_at timestamptz;
update payments p set customer_id = a.customer_id from applications a where a.id = p.application_id;
create index payments_customer on payments (customer_id, created_at desc, id desc);
create index payments_contract on payments (contract_id);
create index payments_transfers_due on payments (due_at) where due_at is not null;
drop index payments_one_per_term;
create unique index payments_one_per_term on payments (contract_id, term_no)
  where state in ('started', 'unknown', 'succeeded', 'expected', 'confirmed', 'overdue');
drop index payments_one_per_application;
create unique index payments_one_per_application on payments (application_id)
  where purpose = 'application' and state in ('started', 'unknown', 'succeeded', 'expected', 'confirmed', 'overdue');

-- Money that goes back. Written before the gateway is asked, so that whatever dies, it is asked again under the same id.
create table refunds (
  id uuid primary key,
  payment_id uuid not null references payments,
  amount_yen integer not null check (amount_yen > 0),
  state text not null default 'started' check (state in ('started', 'refunded', 'refused')),
  reason text,
  requested_by text not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamptz
);
create index refunds_due on refunds (due_at) where state = 'started';
create index refunds_payment on refunds (payment_id);

-- Links in letters besides that of 本登録; only hashes are kept.
create table member_links (
  token_hash text primary key,
  kind text not null check (kind in ('password_reset', 'mail_change')),
  customer_id uuid not null references customers,
  -- mail_change: the address to change to
  new_email text,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index member_links_customer on member_links (customer_id);
