-- Contracts come due on a day of the shop; at which instant is decided when looking, so that a new charge hour or time zone
-- leaves nothing to be computed anew.
alter table contracts
  drop column due_at,
  drop column lease_token,
  -- the day on which something comes due: renewal, retry, end; null when nothing will, and while a charge is on its way
  add column due_on date,
  -- since when a charge is wanted that could not be made, on PostgreSQL's clock: it waits for no hour of the day
  add column wanted_since timestamptz;
update contracts set due_on = (anchor_date + make_interval(months => term_no + 1 - anchor_term))::date where state = 'active';
create index contracts_due on contracts (due_on, id) where due_on is not null;
-- the month in which the card ends, as YYYYMM
create index contracts_card_ends on contracts (((saved_card ->> 'expYear')::integer * 100 + (saved_card ->> 'expMonth')::integer))
  where state <> 'cancelled';

alter table payments
  -- who asked for this try (an actor, as in events) and why; null for one that simply came due
  add column requested_by jsonb,
  add column note text;

-- Cards that customers give anew. Written before the gateway is asked, so that a lost answer is found.
create table card_changes (
  -- what the gateway knows it by
  id uuid primary key,
  customer_id uuid not null references customers,
  gateway text not null,
  state text not null check (state in ('started', 'unknown', 'saved', 'declined')),
  decline_code text,
  decline_message text,
  -- where the card's holder confirms that it is them (3-D Secure)
  action_url text,
  -- on PostgreSQL's clock, as in payments
  sent_at timestamptz not null default now(),
  settle_due_at timestamptz,
  settle_attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamptz,
  created_at timestamptz not null,
  settled_at timestamptz
);
-- the newest card counts: an earlier one that waits for its holder is given up
create unique index card_changes_one_open on card_changes (customer_id) where state in ('started', 'unknown');
create index card_changes_to_settle on card_changes (settle_due_at) where state in ('started', 'unknown');
