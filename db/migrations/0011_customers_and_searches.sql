-- Searching lists (docs/decisions/0008) -----------------------------------------------------------------------------

-- A text as searches compare it: neither width nor case matters, nor hiragana or katakana, nor spaces, nor in which of its
-- forms a kanji of surnames is written.
create function search_fold(text) returns text language sql immutable strict parallel safe return translate(
  lower(normalize($1, NFKC)),
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ'
    || '髙﨑碕濵濱邊邉齋齊斎澤嶋嶌櫻廣國德眞栁惠禮瀨龍瀧條藏榮圓與彌壽'
    || E' \t\r\n',
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ'
    || '高崎崎浜浜辺辺斉斉斉沢島島桜広国徳真柳恵礼瀬竜滝条蔵栄円与弥寿');

-- Every character of a folded text, and every two that stand together: what an index of texts without words is made of. Its
-- cost is told high so that the planner never computes row by row what an index has.
create function search_grams(text) returns text[] language sql immutable strict parallel safe cost 10000 return
  string_to_array($1, null)
    || string_to_array(regexp_replace($1, '(..)', E'\\1\x1f', 'g'), E'\x1f')
    || string_to_array(regexp_replace(substr($1, 2), '(..)', E'\\1\x1f', 'g'), E'\x1f');

-- The grams that a text must have to hold what is looked for.
create function search_query(text) returns text[] language sql immutable strict parallel safe return
  case when length(search_fold($1)) < 2 then array[search_fold($1)]
    else array(select substr(search_fold($1), i, 2) from generate_series(1, length(search_fold($1)) - 1) i) end;

-- Names, readings and address, a space between them: no folded text holds one.
create function search_person(family_name text, given_name text, family_kana text, given_kana text, email text)
  returns text language sql immutable parallel safe return
  search_fold(family_name || given_name) || ' ' || search_fold(family_kana || given_kana) || ' ' || lower(email);

alter table customers add column search text not null generated always as
  (search_person(family_name, given_name, family_kana, given_kana, email)) stored;
alter table applications add column search text not null generated always as
  (search_person(family_name, given_name, family_kana, given_kana, email) || ' ' || lower(number)) stored;
alter table contracts add column search text not null default '';
alter table payments add column search text not null default '';

-- Contracts and payments are found by their customer as they are called now, and by their own numbers.
create function contracts_search() returns trigger language plpgsql as $$
begin
  select c.search || ' ' || lower(new.number) into new.search from customers c where c.id = new.customer_id;
  return new;
end $$;
create trigger contracts_search before insert or update of customer_id on contracts
  for each row execute function contracts_search();

-- A payment is its application's customer's; while there is none, it is found by whoever applied.
create function payments_search() returns trigger language plpgsql as $$
begin
  select coalesce(new.customer_id, a.customer_id), coalesce(c.search, search_person(a.family_name, a.given_name, a.family_kana, a.given_kana, a.email))
      || ' ' || lower(concat_ws(' ', a.number, nullif(new.order_id, a.number), new.reference)) || ' ' || search_fold(coalesce(new.payer_name, ''))
    into new.customer_id, new.search
    from applications a left join customers c on c.id = coalesce(new.customer_id, a.customer_id) where a.id = new.application_id;
  return new;
end $$;
create trigger payments_search before insert or update of customer_id, reference, payer_name on payments
  for each row execute function payments_search();

create function applications_customer() returns trigger language plpgsql as $$
begin
  update payments set customer_id = new.customer_id where application_id = new.id and customer_id is null;
  return null;
end $$;
create trigger applications_customer after update of customer_id on applications
  for each row when (new.customer_id is not null) execute function applications_customer();

create function customers_renamed() returns trigger language plpgsql as $$
begin
  update contracts set customer_id = customer_id where customer_id = new.id;
  update payments set customer_id = customer_id where customer_id = new.id;
  return null;
end $$;
create trigger customers_renamed after update on customers
  for each row when (old.search is distinct from new.search) execute function customers_renamed();

update contracts set customer_id = customer_id;
update payments set customer_id = customer_id;

-- Small lists of what is not merged in yet: a search reads them through, and whoever fills one merges it.
create index customers_search on customers using gin (search_grams(search)) with (gin_pending_list_limit = 512);
create index applications_search on applications using gin (search_grams(search)) with (gin_pending_list_limit = 512);
create index contracts_search on contracts using gin (search_grams(search)) with (gin_pending_list_limit = 512);
create index payments_search on payments using gin (search_grams(search)) with (gin_pending_list_limit = 512);

-- Lists, newest first, whole and of one state.
create index customers_newest on customers (created_at desc, id desc);
create index customers_state on customers (state, created_at desc, id desc);
create index applications_state on applications (state, started_at desc, id desc);
create index contracts_newest on contracts (created_at desc, id desc);
create index contracts_state on contracts (state, created_at desc, id desc);
create index contracts_application on contracts (application_id);
create index payments_newest on payments (created_at desc, id desc);
create index payments_state on payments (state, created_at desc, id desc);
create index payments_application on payments (application_id);
create index letters_customer on letters (customer_id, id desc) where customer_id is not null;

-- What staff and customers change of a customer ------------------------------------------------------------------------

-- What is no event: part of the customer's time line, and who did it.
create table customer_changes (
  id bigint generated always as identity primary key,
  customer_id uuid not null references customers,
  what text not null,
  -- as it was and as it became, in words; null where there is nothing to say
  from_text text,
  to_text text,
  actor jsonb not null,
  occurred_at timestamptz not null,
  appended_at timestamptz not null default now()
);
create index customer_changes_customer on customer_changes (customer_id, id desc);

-- On PostgreSQL's clock: how many letters with a link somebody got lately.
alter table registration_links add column issued_at timestamptz not null default now();

-- CSV files of customers -----------------------------------------------------------------------------------------------
create table customer_imports (
  id uuid primary key,
  file_name text not null,
  state text not null default 'checked' check (state in ('checked', 'running', 'finished')),
  -- whether those who are added get the letter with the link of 本登録
  invite boolean not null default false,
  -- columns of the file that mean nothing to us
  ignored_columns text[] not null,
  -- what is left to do is the rest
  lines integer not null,
  faulty_lines integer not null,
  added_lines integer not null default 0,
  created_at timestamptz not null default now(),
  created_by text not null,
  started_at timestamptz,
  -- an actor, as events keep them
  started_by jsonb,
  finished_at timestamptz,
  due_at timestamptz,
  lease_token uuid,
  lease_until timestamptz
);
create index customer_imports_newest on customer_imports (created_at desc, id desc);
create index customer_imports_due on customer_imports (due_at) where state = 'running';

-- What waits to be added, and what cannot be. Lines that were added are gone.
create table customer_import_lines (
  import_id uuid not null references customer_imports on delete cascade,
  -- as a spreadsheet counts: the heading is 1
  line integer not null,
  family_name text not null,
  given_name text not null,
  family_kana text not null,
  given_kana text not null,
  email text not null,
  email_key text not null,
  newsletter boolean not null,
  -- the columns we know as they stand in the file, to be given back where a line failed
  cells text[] not null,
  state text not null check (state in ('ready', 'faulty')),
  -- [{"column": …, "message": …}]
  faults jsonb not null default '[]',
  primary key (import_id, line)
);
create index customer_import_lines_state on customer_import_lines (import_id, state, line);
