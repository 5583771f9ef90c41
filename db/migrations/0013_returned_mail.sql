-- What comes back about letters: bounces, complaints, automatic replies. A row is written before anybody is answered, and
-- understood afterwards by due work.
create table returned_mail (
  id bigint generated always as identity primary key,
  -- how it came: a message through the pipe or from the mail box, or a post of a provider
  source text not null check (source in ('pipe', 'mailbox', 'ses', 'sendgrid', 'mailgun')),
  -- the same message or post has the same key; kept for ever, so that none is taken twice
  key text not null unique,
  -- as it came, cut to what is looked at; emptied after 90 days
  raw bytea,
  received_at timestamptz not null default now(),
  -- received → read
  state text not null default 'received' check (state in ('received', 'read')),
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamptz
);
create index returned_mail_due on returned_mail (due_at) where state = 'received';
create index returned_mail_raw on returned_mail (received_at) where raw is not null;

-- What one of them says of one letter. Its key is unique: whatever follows is in the transaction that writes the row, so it
-- follows once.
create table mail_reports (
  id bigint generated always as identity primary key,
  returned_mail_id bigint not null references returned_mail (id),
  key text not null unique,
  kind text not null check (kind in ('bounce', 'complaint', 'automatic_reply', 'notice', 'unrecognised')),
  -- as the report names it
  recipient text,
  class text check (class in ('dead', 'given_up', 'own_fault', 'notice')),
  reason text,
  -- RFC 3463
  status text,
  -- the server's own words on one line
  diagnostic text not null default '',
  feedback_type text,
  -- who reports it, in words
  reporter text,
  sender text,
  subject text,
  letter_id bigint references letters (id),
  -- counted: something followed. known: the letter had met this end before. nothing: nothing follows from what it says.
  -- open: 要確認, a person must look. settled: one did.
  state text not null check (state in ('counted', 'known', 'nothing', 'open', 'settled')),
  reported_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by text,
  settled_as text check (settled_as in ('nothing', 'bounce', 'complaint')),
  check ((state = 'settled') = (settled_at is not null))
);
create index mail_reports_open on mail_reports (id desc) where state = 'open';
create index mail_reports_letter on mail_reports (letter_id) where letter_id is not null;
create index mail_reports_returned on mail_reports (returned_mail_id);

-- Whose fault it was, when it was known in business time, and what else came back about it.
alter table letters add column failure_class text check (failure_class in ('dead', 'given_up', 'own_fault'));
alter table letters add column failure_reason text;
alter table letters add column outcome_at timestamptz;
alter table letters add column delivered_at timestamptz;
alter table letters add column complained_at timestamptz;
-- the mail server's own name for it, where its answer gave one
alter table letters add column remote_id text;
create index letters_remote on letters (remote_id) where remote_id is not null;

-- held: not sent, because letters to this customer stop.
alter table letters drop constraint letters_state_check;
alter table letters add constraint letters_state_check
  check (state in ('queued', 'sending', 'accepted', 'undeliverable', 'held'));

-- Why letters that need not be sent stop. One running stop of each cause a customer; lifted ones are history.
create table mail_stops (
  id bigint generated always as identity primary key,
  customer_id uuid not null references customers (id),
  cause text not null check (cause in ('undeliverable', 'complained')),
  -- the server's words, or who reported it
  words text not null,
  letter_id bigint references letters (id),
  -- business time
  since timestamptz not null,
  lifted_at timestamptz
);
create unique index mail_stops_running on mail_stops (customer_id, cause) where lifted_at is null;
create index mail_stops_customer on mail_stops (customer_id);

insert into mail_stops (customer_id, cause, words, since)
  select id, mail_state, '', now() from customers where mail_state <> 'ok';
alter table customers drop column mail_state;

-- Why an administrator's mail about an event, which the mail server had taken, came back; it is found by the reference that
-- its token names.
alter table posts add column returned text;
create index posts_mail_reference on posts (reference) where connector = 'admin-mail';
