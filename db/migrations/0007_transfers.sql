-- Bank transfers: statements of the shop's bank, how their columns are read, and what each confirmation changed. --------

-- A statement that staff uploaded. Its rows hold other people's payments too: they are kept until it is applied only.
create table bank_statements (
  id uuid primary key,
  file_name text not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  -- [["2026/11/25", "ﾌﾘｺﾐ ﾔﾏﾀﾞ ﾊﾅｺ", …], …]
  rows jsonb,
  -- which column is what, as payments/statement/layout.ts says; null while it is not understood
  layout jsonb,
  applied_at timestamptz,
  applied_by text,
  -- lines that were chosen and refused: [{"row": 3, "paidOn": …, "amountYen": …, "payer": …, "code": …}]
  refused jsonb not null default '[]'
);
create index bank_statements_applied on bank_statements (applied_at desc) where applied_at is not null;

-- What staff taught of a bank's columns, by the heading they stand under.
create table bank_layouts (
  heading text primary key,
  layout jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null
);

-- 入金確認. What it changed is kept, so that it can be taken back the same day.
create table transfer_confirmations (
  id uuid primary key,
  payment_id uuid not null references payments,
  paid_yen integer not null check (paid_yen > 0),
  -- the day at the bank
  paid_on date not null,
  payer_name text not null,
  -- why an amount that differs was accepted
  difference_note text,
  confirmed_at timestamptz not null,
  confirmed_by text not null,
  statement_id uuid references bank_statements,
  -- of the statement's line: it confirms one transfer, however often its file is uploaded
  line_fingerprint text,
  payment_before text not null check (payment_before in ('expected', 'overdue', 'cancelled')),
  -- null where no contract was changed
  contract_before jsonb,
  contract_after jsonb,
  undone_at timestamptz,
  undone_by text
);
create unique index transfer_confirmations_standing on transfer_confirmations (payment_id) where undone_at is null;
create unique index transfer_confirmations_line on transfer_confirmations (line_fingerprint) where undone_at is null;
create index transfer_confirmations_statement on transfer_confirmations (statement_id);

create index payments_transfers_open on payments (due_on, id) where state in ('expected', 'overdue');
create index payments_transfers_confirmed on payments (settled_at desc, id desc) where state = 'confirmed';
