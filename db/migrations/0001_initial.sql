-- The shop itself ------------------------------------------------------------------------------------------------

-- One row a settings page: 'site', 'mail', 'payments', 'integrations.chatwork', … Secrets inside are sealed texts.
create table settings (
  name text primary key,
  value jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by text
);

-- How far business time runs ahead of real time; only the demo and the tests move it.
create table business_clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null default 0
);

create table products (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  kind text not null check (kind in ('one_time', 'monthly')),
  price_yen integer not null check (price_yen > 0),
  state text not null default 'draft' check (state in ('draft', 'published', 'archived')),
  description text not null default '',
  netshonin_plan_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table customers (
  id uuid primary key,
  email text not null,
  -- the address folded for comparison: one person, one customer
  email_key text not null unique,
  family_name text not null,
  given_name text not null,
  state text not null default 'provisional' check (state in ('provisional', 'registered', 'withdrawn')),
  mail_state text not null default 'ok' check (mail_state in ('ok', 'undeliverable', 'complained')),
  created_at timestamptz not null,
  registered_at timestamptz
);

-- Links for 本登録; only a hash is kept, so that a copy of the database opens nothing.
create table registration_links (
  token_hash text primary key,
  customer_id uuid not null references customers,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index registration_links_customer on registration_links (customer_id);

create table applications (
  id uuid primary key,
  number text not null unique,
  -- written before the charge: the second submit of one form finds this row
  submission_key text not null unique,
  product_id uuid not null references products,
  customer_id uuid references customers,
  kind text not null default 'standard' check (kind in ('standard', 'one_time_offer')),
  state text not null check (state in ('started', 'completed', 'declined', 'cancelled')),
  family_name text not null,
  given_name text not null,
  email text not null,
  amount_yen integer not null,
  product_name text not null,
  product_kind text not null,
  decline_reason text,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index applications_newest on applications (started_at desc, id desc);
create index applications_customer on applications (customer_id);

create table contracts (
  id uuid primary key,
  number text not null unique,
  customer_id uuid not null references customers,
  product_id uuid not null references products,
  application_id uuid not null references applications,
  state text not null check (state in ('active', 'cancellation_reserved', 'suspended', 'cancelled')),
  suspended_reason text check (suspended_reason in ('payment_unconfirmed', 'card_unpayable')),
  price_yen integer not null,
  -- term n begins at anchor_date + n months, counted from the anchor and never chained
  anchor_date date not null,
  term_no integer not null default 0,
  card_state text not null default 'ok' check (card_state in ('ok', 'retrying', 'unpayable')),
  saved_card jsonb,
  created_at timestamptz not null
);
create index contracts_customer on contracts (customer_id);

create table payments (
  id uuid primary key,
  order_id text not null unique,
  method text not null check (method in ('card', 'transfer')),
  purpose text not null check (purpose in ('application', 'renewal')),
  application_id uuid not null references applications,
  contract_id uuid references contracts,
  term_no integer,
  amount_yen integer not null,
  state text not null check (state in ('started', 'unknown', 'succeeded', 'declined', 'expected', 'confirmed', 'overdue')),
  gateway text,
  charge_id text,
  card jsonb,
  -- what renewals charge, sealed
  saved_card text,
  decline_code text,
  decline_message text,
  -- where the card's holder confirms that it is them (3-D Secure), while the gateway waits for that
  action_url text,
  -- when the charge was begun, on PostgreSQL's clock: "no such charge" counts only some time after it
  sent_at timestamptz not null default now(),
  -- when a charge without an answer is looked up at the gateway
  settle_due_at timestamptz,
  settle_attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamptz,
  created_at timestamptz not null,
  settled_at timestamptz
);
-- one charge at most may be alive for a term of a contract, and for an application
create unique index payments_one_per_term on payments (contract_id, term_no) where state in ('started', 'unknown', 'succeeded');
create unique index payments_one_per_application on payments (application_id)
  where purpose = 'application' and state in ('started', 'unknown', 'succeeded');
create index payments_to_settle on payments (settle_due_at) where state in ('started', 'unknown');

-- Who tried a card lately: card testers must not burn the shop's chat budget.
create table card_attempts (
  id bigint generated always as identity primary key,
  address text not null,
  email_key text not null,
  attempted_at timestamptz not null default now()
);
create index card_attempts_address on card_attempts (address, attempted_at);
create index card_attempts_email on card_attempts (email_key, attempted_at);

-- Letters: to customers, and alarms to administrators. News of events to administrators are posts (below). ---------
create table letters (
  id bigint generated always as identity primary key,
  audience text not null check (audience in ('customer', 'administrator')),
  kind text not null,
  customer_id uuid references customers,
  -- the same alarm is written once: (kind, once_key)
  once_key text,
  to_address text not null,
  to_name text,
  subject text not null,
  body text not null,
  message_id text not null unique,
  state text not null default 'queued' check (state in ('queued', 'sending', 'accepted', 'undeliverable')),
  -- why it waits or failed, in words
  reason text,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  lease_token uuid,
  lease_until timestamptz,
  finished_at timestamptz
);
create index letters_due on letters (due_at) where state in ('queued', 'sending');
create index letters_newest on letters (id desc);
create unique index letters_once on letters (kind, once_key, to_address) where once_key is not null;

-- Where news goes ---------------------------------------------------------------------------------------------------

create table events (
  id bigint generated always as identity primary key,
  type text not null,
  version integer not null,
  payload jsonb not null,
  actor jsonb not null,
  customer_id uuid,
  application_id uuid,
  contract_id uuid,
  occurred_at timestamptz not null,
  appended_at timestamptz not null default now(),
  dispatched_at timestamptz
);
create index events_type on events (type, id desc);
create index events_undispatched on events (id) where dispatched_at is null;
create index events_customer on events (customer_id, id desc) where customer_id is not null;
create index events_application on events (application_id) where application_id is not null;

-- One row a lane (a Chatwork room): its pacing and the next number of its order.
create table lanes (
  connector text not null,
  lane text not null,
  next_seq bigint not null default 1,
  -- when the next post of this lane may start, and when the latest ones ended (newest last, as many as the pace counts)
  free_at timestamptz not null default '-infinity',
  recent timestamptz[] not null default '{}',
  primary key (connector, lane)
);

-- One call to the outside; carries one or more deliveries.
create table posts (
  id bigint generated always as identity primary key,
  connector text not null,
  lane text,
  room_seq bigint,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'unsettled', 'delivered', 'refused', 'rate_limited', 'unknown', 'cancelled')),
  -- printed in the message, so that it can be found again
  reference text not null,
  -- rendered once and sent again byte for byte, where the connector asks for that
  request text,
  remote_id text,
  remote_url text,
  reason text,
  -- why the connector is told this post (an administrators' mail that stands in for Chatwork says so)
  cause text,
  attempts integer not null default 0,
  settle_attempts integer not null default 0,
  due_at timestamptz not null default now(),
  -- waiting that is not the post's fault (a paused connection) does not count against its give-up time
  give_up_at timestamptz not null,
  lease_token uuid,
  lease_until timestamptz,
  started_at timestamptz,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index posts_lane_open on posts (connector, lane, room_seq) where lane is not null and state in ('waiting', 'sending', 'unsettled');
create index posts_due on posts (connector, due_at, id) where lane is null and state in ('waiting', 'sending', 'unsettled');

-- What is to be told of an event through a connector to a target, and how it went.
create table deliveries (
  id bigint generated always as identity primary key,
  event_id bigint not null references events,
  connector text not null,
  target text not null,
  -- the same thing is told once, whichever event asks for it first
  once_key text,
  post_id bigint not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'delivered', 'refused', 'rate_limited', 'unknown', 'cancelled')),
  reason text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (event_id, connector, target)
);
create unique index deliveries_once on deliveries (connector, once_key) where once_key is not null;
create index deliveries_post on deliveries (post_id);

create table attempts (
  id bigint generated always as identity primary key,
  post_id bigint not null references posts,
  kind text not null default 'send' check (kind in ('send', 'settle')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  outcome text,
  -- in words that staff understand
  reason text,
  -- the remote's answer: status, and the beginning of the body without secrets
  status integer,
  answer text
);
create index attempts_post on attempts (post_id, id);

-- Calls an account may still make in its window (Chatwork: 300 in 5 minutes), over all processes.
create table budgets (
  key text primary key,
  remaining integer not null,
  in_flight integer not null default 0,
  resets_at timestamptz not null
);

-- Whether an integration works: one alarm when it breaks, not hundreds.
create table connections (
  connector text primary key,
  state text not null default 'ok' check (state in ('ok', 'failing', 'paused')),
  reason text,
  since timestamptz not null default now(),
  last_failure_at timestamptz,
  last_failure_reason text
);

create table manual_registrations (
  id bigint generated always as identity primary key,
  delivery_id bigint not null unique references deliveries,
  family_name text not null,
  given_name text not null,
  email text not null,
  plan_id text not null,
  reason text not null,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  done_by text
);

-- 要対応: what a person must look at.
create table attention (
  id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  title text not null,
  detail text not null,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  done_by text
);
create unique index attention_open on attention (kind, subject) where done_at is null;

-- Accounts: better-auth's tables, one set for staff and one for members --------------------------------------------

create table staff_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table staff_session (
  id text primary key,
  user_id text not null references staff_user on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index staff_session_user on staff_session (user_id);
create table staff_account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references staff_user on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index staff_account_user on staff_account (user_id);
create table staff_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index staff_verification_identifier on staff_verification (identifier);
create table staff_rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

create table member_user (like staff_user including all);
create table member_session (like staff_session including all);
alter table member_session add foreign key (user_id) references member_user on delete cascade;
create table member_account (like staff_account including all);
alter table member_account add foreign key (user_id) references member_user on delete cascade;
create table member_verification (like staff_verification including all);
create table member_rate_limit (like staff_rate_limit including all);
alter table customers add column member_user_id text references member_user;

-- The one-time link with which the first visitor becomes the owner.
create table setup_links (
  token_hash text primary key,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table api_keys (
  id uuid primary key,
  name text not null,
  key_hash text not null unique,
  last4 text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
