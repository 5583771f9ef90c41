CREATE OR REPLACE FUNCTION public.applications_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update payments set customer_id = new.customer_id where application_id = new.id and customer_id is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.contracts_search()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  select c.search || ' ' || lower(new.number) into new.search from customers c where c.id = new.customer_id;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.customers_renamed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update contracts set customer_id = customer_id where customer_id = new.id;
  update payments set customer_id = customer_id where customer_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_list_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into list_changes values ((to_jsonb(new) ->> tg_argv[0])::uuid);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.payments_search()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  select coalesce(new.customer_id, a.customer_id), coalesce(c.search, search_person(a.family_name, a.given_name, a.family_kana, a.given_kana, a.email))
      || ' ' || lower(concat_ws(' ', a.number, nullif(new.order_id, a.number), new.reference)) || ' ' || search_fold(coalesce(new.payer_name, ''))
    into new.customer_id, new.search
    from applications a left join customers c on c.id = coalesce(new.customer_id, a.customer_id) where a.id = new.application_id;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.search_fold(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(lower(NORMALIZE($1, NFKC)), (('ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ'::text || '髙﨑碕濵濱邊邉齋齊斎澤嶋嶌櫻廣國德眞栁惠禮瀨龍瀧條藏榮圓與彌壽'::text) || ' 	
'::text), ('ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ'::text || '高崎崎浜浜辺辺斉斉斉沢島島桜広国徳真柳恵礼瀬竜滝条蔵栄円与弥寿'::text));

CREATE OR REPLACE FUNCTION public.search_grams(text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT COST 10000
RETURN ((string_to_array($1, NULL::text) || string_to_array(regexp_replace($1, '(..)'::text, '\1'::text, 'g'::text), ''::text)) || string_to_array(regexp_replace(substr($1, 2), '(..)'::text, '\1'::text, 'g'::text), ''::text));

CREATE OR REPLACE FUNCTION public.search_person(family_name text, given_name text, family_kana text, given_kana text, email text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((((search_fold((family_name || given_name)) || ' '::text) || search_fold((family_kana || given_kana))) || ' '::text) || lower(email));

CREATE OR REPLACE FUNCTION public.search_query(text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (length(search_fold($1)) < 2) THEN ARRAY[search_fold($1)] ELSE ARRAY(SELECT substr(search_fold($1), i.i, 2) AS substr FROM generate_series(1, (length(search_fold($1)) - 1)) i(i)) END;

create table api_keys (
  id uuid not null,
  name text not null,
  key_hash text not null,
  last4 text not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_pkey PRIMARY KEY (id)
);

create table applications (
  id uuid not null,
  number text not null,
  submission_key text not null,
  product_id uuid not null,
  customer_id uuid,
  kind text not null default 'standard'::text,
  state text not null,
  family_name text not null,
  given_name text not null,
  email text not null,
  amount_yen integer not null,
  product_name text not null,
  product_kind text not null,
  decline_reason text,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  family_kana text not null default ''::text,
  given_kana text not null default ''::text,
  method text not null default 'card'::text,
  answers jsonb not null default '[]'::jsonb,
  newsletter boolean not null default false,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  cancel_reason text,
  offer_id uuid,
  search text not null generated always as (((search_person(family_name, given_name, family_kana, given_kana, email) || ' '::text) || lower(number))) stored,
  constraint applications_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint applications_kind_check CHECK ((kind = ANY (ARRAY['standard'::text, 'one_time_offer'::text]))),
  constraint applications_method_check CHECK ((method = ANY (ARRAY['card'::text, 'transfer'::text]))),
  constraint applications_number_key UNIQUE (number),
  constraint applications_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES offers(id),
  constraint applications_pkey PRIMARY KEY (id),
  constraint applications_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint applications_state_check CHECK ((state = ANY (ARRAY['started'::text, 'completed'::text, 'declined'::text, 'cancelled'::text]))),
  constraint applications_submission_key_key UNIQUE (submission_key)
);
CREATE INDEX applications_customer ON public.applications USING btree (customer_id);
CREATE INDEX applications_newest ON public.applications USING btree (started_at DESC, id DESC);
CREATE INDEX applications_search ON public.applications USING gin (search_grams(search)) WITH (gin_pending_list_limit='512');
CREATE INDEX applications_state ON public.applications USING btree (state, started_at DESC, id DESC);
CREATE UNIQUE INDEX applications_one_per_offer ON public.applications USING btree (offer_id) WHERE (state <> 'declined'::text);
CREATE TRIGGER applications_customer AFTER UPDATE OF customer_id ON public.applications FOR EACH ROW WHEN ((new.customer_id IS NOT NULL)) EXECUTE FUNCTION applications_customer();
CREATE TRIGGER list_changes AFTER UPDATE OF state ON public.applications FOR EACH ROW WHEN (((old.state <> new.state) AND (new.customer_id IS NOT NULL))) EXECUTE FUNCTION note_list_change('customer_id');

create table attempts (
  id bigint not null generated always as identity,
  post_id bigint not null,
  kind text not null default 'send'::text,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  outcome text,
  reason text,
  status integer,
  answer text,
  constraint attempts_kind_check CHECK ((kind = ANY (ARRAY['send'::text, 'settle'::text]))),
  constraint attempts_pkey PRIMARY KEY (id),
  constraint attempts_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id)
);
CREATE INDEX attempts_post ON public.attempts USING btree (post_id, id);

create table attention (
  id bigint not null generated always as identity,
  kind text not null,
  subject text not null,
  title text not null,
  detail text not null,
  created_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  done_by text,
  constraint attention_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX attention_open ON public.attention USING btree (kind, subject) WHERE (done_at IS NULL);

create table bank_layouts (
  heading text not null,
  layout jsonb not null,
  saved_at timestamp with time zone not null,
  saved_by text not null,
  constraint bank_layouts_pkey PRIMARY KEY (heading)
);

create table bank_statements (
  id uuid not null,
  file_name text not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by text not null,
  rows jsonb,
  layout jsonb,
  applied_at timestamp with time zone,
  applied_by text,
  refused jsonb not null default '[]'::jsonb,
  constraint bank_statements_pkey PRIMARY KEY (id)
);
CREATE INDEX bank_statements_applied ON public.bank_statements USING btree (applied_at DESC) WHERE (applied_at IS NOT NULL);

create table budgets (
  key text not null,
  remaining integer not null,
  resets_at timestamp with time zone not null,
  reported boolean not null default false,
  constraint budgets_pkey PRIMARY KEY (key)
);

create table business_clock (
  only_row boolean not null default true,
  offset_ms bigint not null default 0,
  constraint business_clock_only_row_check CHECK (only_row),
  constraint business_clock_pkey PRIMARY KEY (only_row)
);

create table card_attempts (
  id bigint not null generated always as identity,
  address text not null,
  email_key text not null,
  attempted_at timestamp with time zone not null default now(),
  constraint card_attempts_pkey PRIMARY KEY (id)
);
CREATE INDEX card_attempts_address ON public.card_attempts USING btree (address, attempted_at);
CREATE INDEX card_attempts_email ON public.card_attempts USING btree (email_key, attempted_at);

create table card_changes (
  id uuid not null,
  customer_id uuid not null,
  gateway text not null,
  state text not null,
  decline_code text,
  decline_message text,
  action_url text,
  sent_at timestamp with time zone not null default now(),
  settle_due_at timestamp with time zone,
  settle_attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint card_changes_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint card_changes_pkey PRIMARY KEY (id),
  constraint card_changes_state_check CHECK ((state = ANY (ARRAY['started'::text, 'unknown'::text, 'saved'::text, 'declined'::text])))
);
CREATE INDEX card_changes_to_settle ON public.card_changes USING btree (settle_due_at) WHERE (state = ANY (ARRAY['started'::text, 'unknown'::text]));
CREATE UNIQUE INDEX card_changes_one_open ON public.card_changes USING btree (customer_id) WHERE (state = ANY (ARRAY['started'::text, 'unknown'::text]));

create table connections (
  connector text not null,
  state text not null default 'ok'::text,
  reason text,
  since timestamp with time zone not null default now(),
  last_failure_at timestamp with time zone,
  last_failure_reason text,
  last_failure text,
  constraint connections_pkey PRIMARY KEY (connector),
  constraint connections_state_check CHECK ((state = ANY (ARRAY['ok'::text, 'failing'::text, 'paused'::text])))
);

create table contracts (
  id uuid not null,
  number text not null,
  customer_id uuid not null,
  product_id uuid not null,
  application_id uuid not null,
  state text not null,
  suspended_reason text,
  price_yen integer not null,
  anchor_date date not null,
  term_no integer not null default 0,
  card_state text not null default 'ok'::text,
  saved_card jsonb,
  created_at timestamp with time zone not null,
  method text not null default 'card'::text,
  anchor_term integer not null default 0,
  cancels_on date,
  owed_on date,
  tries integer not null default 0,
  lease_until timestamp with time zone,
  suspended_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  card_expiry_told text,
  due_on date,
  wanted_since timestamp with time zone,
  search text not null default ''::text,
  constraint contracts_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint contracts_card_state_check CHECK ((card_state = ANY (ARRAY['ok'::text, 'retrying'::text, 'unpayable'::text]))),
  constraint contracts_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint contracts_method_check CHECK ((method = ANY (ARRAY['card'::text, 'transfer'::text]))),
  constraint contracts_number_key UNIQUE (number),
  constraint contracts_pkey PRIMARY KEY (id),
  constraint contracts_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint contracts_state_check CHECK ((state = ANY (ARRAY['active'::text, 'cancellation_reserved'::text, 'suspended'::text, 'cancelled'::text]))),
  constraint contracts_suspended_reason_check CHECK ((suspended_reason = ANY (ARRAY['payment_unconfirmed'::text, 'card_unpayable'::text])))
);
CREATE INDEX contracts_application ON public.contracts USING btree (application_id);
CREATE INDEX contracts_card_ends ON public.contracts USING btree ((((((saved_card ->> 'expYear'::text))::integer * 100) + ((saved_card ->> 'expMonth'::text))::integer))) WHERE (state <> 'cancelled'::text);
CREATE INDEX contracts_customer ON public.contracts USING btree (customer_id);
CREATE INDEX contracts_due ON public.contracts USING btree (due_on, id) WHERE (due_on IS NOT NULL);
CREATE INDEX contracts_newest ON public.contracts USING btree (created_at DESC, id DESC);
CREATE INDEX contracts_search ON public.contracts USING gin (search_grams(search)) WITH (gin_pending_list_limit='512');
CREATE INDEX contracts_state ON public.contracts USING btree (state, created_at DESC, id DESC);
CREATE TRIGGER contracts_search BEFORE INSERT OR UPDATE OF customer_id ON public.contracts FOR EACH ROW EXECUTE FUNCTION contracts_search();
CREATE TRIGGER list_changes AFTER UPDATE OF state ON public.contracts FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION note_list_change('customer_id');

create table customer_changes (
  id bigint not null generated always as identity,
  customer_id uuid not null,
  what text not null,
  from_text text,
  to_text text,
  actor jsonb not null,
  occurred_at timestamp with time zone not null,
  appended_at timestamp with time zone not null default now(),
  constraint customer_changes_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint customer_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX customer_changes_customer ON public.customer_changes USING btree (customer_id, id DESC);

create table customer_import_lines (
  import_id uuid not null,
  line integer not null,
  family_name text not null,
  given_name text not null,
  family_kana text not null,
  given_kana text not null,
  email text not null,
  email_key text not null,
  newsletter boolean not null,
  cells text[] not null,
  state text not null,
  faults jsonb not null default '[]'::jsonb,
  constraint customer_import_lines_import_id_fkey FOREIGN KEY (import_id) REFERENCES customer_imports(id) ON DELETE CASCADE,
  constraint customer_import_lines_pkey PRIMARY KEY (import_id, line),
  constraint customer_import_lines_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'faulty'::text])))
);
CREATE INDEX customer_import_lines_state ON public.customer_import_lines USING btree (import_id, state, line);

create table customer_imports (
  id uuid not null,
  file_name text not null,
  state text not null default 'checked'::text,
  invite boolean not null default false,
  ignored_columns text[] not null,
  lines integer not null,
  faulty_lines integer not null,
  added_lines integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by text not null,
  started_at timestamp with time zone,
  started_by jsonb,
  finished_at timestamp with time zone,
  due_at timestamp with time zone,
  lease_token uuid,
  lease_until timestamp with time zone,
  constraint customer_imports_pkey PRIMARY KEY (id),
  constraint customer_imports_state_check CHECK ((state = ANY (ARRAY['checked'::text, 'running'::text, 'finished'::text])))
);
CREATE INDEX customer_imports_due ON public.customer_imports USING btree (due_at) WHERE (state = 'running'::text);
CREATE INDEX customer_imports_newest ON public.customer_imports USING btree (created_at DESC, id DESC);

create table customers (
  id uuid not null,
  email text not null,
  email_key text not null,
  family_name text not null,
  given_name text not null,
  state text not null default 'provisional'::text,
  created_at timestamp with time zone not null,
  registered_at timestamp with time zone,
  member_user_id text,
  family_kana text not null default ''::text,
  given_kana text not null default ''::text,
  newsletter boolean not null default false,
  search text not null generated always as (search_person(family_name, given_name, family_kana, given_kana, email)) stored,
  constraint customers_email_key_key UNIQUE (email_key),
  constraint customers_member_user_id_fkey FOREIGN KEY (member_user_id) REFERENCES member_user(id),
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_state_check CHECK ((state = ANY (ARRAY['provisional'::text, 'registered'::text, 'withdrawn'::text])))
);
CREATE INDEX customers_newest ON public.customers USING btree (created_at DESC, id DESC);
CREATE INDEX customers_search ON public.customers USING gin (search_grams(search)) WITH (gin_pending_list_limit='512');
CREATE INDEX customers_state ON public.customers USING btree (state, created_at DESC, id DESC);
CREATE TRIGGER customers_renamed AFTER UPDATE ON public.customers FOR EACH ROW WHEN ((old.search IS DISTINCT FROM new.search)) EXECUTE FUNCTION customers_renamed();
CREATE TRIGGER list_changes AFTER UPDATE OF email, family_name, given_name, state ON public.customers FOR EACH ROW WHEN (((((old.email IS DISTINCT FROM new.email) OR (old.family_name IS DISTINCT FROM new.family_name)) OR (old.given_name IS DISTINCT FROM new.given_name)) OR (old.state IS DISTINCT FROM new.state))) EXECUTE FUNCTION note_list_change('id');

create table deliveries (
  id bigint not null generated always as identity,
  event_id bigint not null,
  connector text not null,
  target text not null,
  once_key text,
  post_id bigint not null,
  state text not null default 'waiting'::text,
  reason text,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint deliveries_event_id_connector_target_key UNIQUE (event_id, connector, target),
  constraint deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES events(id),
  constraint deliveries_pkey PRIMARY KEY (id),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'refused'::text, 'rate_limited'::text, 'unknown'::text, 'cancelled'::text])))
);
CREATE INDEX deliveries_post ON public.deliveries USING btree (post_id);
CREATE UNIQUE INDEX deliveries_once ON public.deliveries USING btree (connector, once_key) WHERE (once_key IS NOT NULL);

create table events (
  id bigint not null generated always as identity,
  type text not null,
  version integer not null,
  payload jsonb not null,
  actor jsonb not null,
  customer_id uuid,
  application_id uuid,
  contract_id uuid,
  occurred_at timestamp with time zone not null,
  appended_at timestamp with time zone not null default now(),
  dispatched_at timestamp with time zone,
  constraint events_pkey PRIMARY KEY (id)
);
CREATE INDEX events_application ON public.events USING btree (application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX events_customer ON public.events USING btree (customer_id, id DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX events_type ON public.events USING btree (type, id DESC);
CREATE INDEX events_undispatched ON public.events USING btree (id) WHERE (dispatched_at IS NULL);

create table lanes (
  connector text not null,
  lane text not null,
  next_seq bigint not null default 1,
  free_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  recent timestamp with time zone[] not null default '{}'::timestamp with time zone[],
  constraint lanes_pkey PRIMARY KEY (connector, lane)
);

create table letters (
  id bigint not null generated always as identity,
  audience text not null,
  kind text not null,
  customer_id uuid,
  once_key text,
  to_address text not null,
  to_name text,
  subject text not null,
  body text not null,
  message_id text not null,
  state text not null default 'queued'::text,
  reason text,
  attempts integer not null default 0,
  created_at timestamp with time zone not null default now(),
  due_at timestamp with time zone not null default now(),
  lease_token uuid,
  lease_until timestamp with time zone,
  finished_at timestamp with time zone,
  blocked boolean not null default false,
  resend_of bigint,
  failure_class text,
  failure_reason text,
  outcome_at timestamp with time zone,
  delivered_at timestamp with time zone,
  complained_at timestamp with time zone,
  remote_id text,
  constraint letters_audience_check CHECK ((audience = ANY (ARRAY['customer'::text, 'administrator'::text]))),
  constraint letters_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint letters_failure_class_check CHECK ((failure_class = ANY (ARRAY['dead'::text, 'given_up'::text, 'own_fault'::text]))),
  constraint letters_message_id_key UNIQUE (message_id),
  constraint letters_pkey PRIMARY KEY (id),
  constraint letters_resend_of_fkey FOREIGN KEY (resend_of) REFERENCES letters(id),
  constraint letters_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'accepted'::text, 'undeliverable'::text, 'held'::text])))
);
CREATE INDEX letters_customer ON public.letters USING btree (customer_id, id DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX letters_due ON public.letters USING btree (due_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX letters_newest ON public.letters USING btree (id DESC);
CREATE INDEX letters_remote ON public.letters USING btree (remote_id) WHERE (remote_id IS NOT NULL);
CREATE UNIQUE INDEX letters_once ON public.letters USING btree (kind, once_key, to_address) WHERE (once_key IS NOT NULL);
CREATE UNIQUE INDEX letters_one_resend ON public.letters USING btree (resend_of) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));

create table list_changes (
  customer_id uuid not null
);

create table mail_reports (
  id bigint not null generated always as identity,
  returned_mail_id bigint not null,
  key text not null,
  kind text not null,
  recipient text,
  class text,
  reason text,
  status text,
  diagnostic text not null default ''::text,
  feedback_type text,
  reporter text,
  sender text,
  subject text,
  letter_id bigint,
  state text not null,
  reported_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone,
  settled_by text,
  settled_as text,
  constraint mail_reports_check CHECK (((state = 'settled'::text) = (settled_at IS NOT NULL))),
  constraint mail_reports_class_check CHECK ((class = ANY (ARRAY['dead'::text, 'given_up'::text, 'own_fault'::text, 'notice'::text]))),
  constraint mail_reports_key_key UNIQUE (key),
  constraint mail_reports_kind_check CHECK ((kind = ANY (ARRAY['bounce'::text, 'complaint'::text, 'automatic_reply'::text, 'notice'::text, 'unrecognised'::text]))),
  constraint mail_reports_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letters(id),
  constraint mail_reports_pkey PRIMARY KEY (id),
  constraint mail_reports_returned_mail_id_fkey FOREIGN KEY (returned_mail_id) REFERENCES returned_mail(id),
  constraint mail_reports_settled_as_check CHECK ((settled_as = ANY (ARRAY['nothing'::text, 'bounce'::text, 'complaint'::text]))),
  constraint mail_reports_state_check CHECK ((state = ANY (ARRAY['counted'::text, 'known'::text, 'nothing'::text, 'open'::text, 'settled'::text])))
);
CREATE INDEX mail_reports_letter ON public.mail_reports USING btree (letter_id) WHERE (letter_id IS NOT NULL);
CREATE INDEX mail_reports_open ON public.mail_reports USING btree (id DESC) WHERE (state = 'open'::text);
CREATE INDEX mail_reports_returned ON public.mail_reports USING btree (returned_mail_id);

create table mail_stops (
  id bigint not null generated always as identity,
  customer_id uuid not null,
  cause text not null,
  words text not null,
  letter_id bigint,
  since timestamp with time zone not null,
  lifted_at timestamp with time zone,
  constraint mail_stops_cause_check CHECK ((cause = ANY (ARRAY['undeliverable'::text, 'complained'::text]))),
  constraint mail_stops_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint mail_stops_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letters(id),
  constraint mail_stops_pkey PRIMARY KEY (id)
);
CREATE INDEX mail_stops_customer ON public.mail_stops USING btree (customer_id);
CREATE UNIQUE INDEX mail_stops_running ON public.mail_stops USING btree (customer_id, cause) WHERE (lifted_at IS NULL);

create table mailbox (
  only_row boolean not null default true,
  due_at timestamp with time zone not null default now(),
  lease_token uuid,
  lease_until timestamp with time zone,
  place text not null default ''::text,
  uid_validity text not null default ''::text,
  last_uid bigint not null default 0,
  last_looked_at timestamp with time zone,
  failing_since timestamp with time zone,
  failure text,
  reason text,
  told boolean not null default false,
  constraint mailbox_only_row_check CHECK (only_row),
  constraint mailbox_pkey PRIMARY KEY (only_row)
);

create table maintenance (
  only_row boolean not null default true,
  is_on boolean not null default false,
  message text not null default ''::text,
  resumes_at timestamp with time zone,
  switched_at timestamp with time zone,
  switched_by text,
  constraint maintenance_only_row_check CHECK (only_row),
  constraint maintenance_pkey PRIMARY KEY (only_row)
);

create table manual_list_work (
  id bigint not null generated always as identity,
  connector text not null,
  customer_id uuid not null,
  plan_id text not null,
  kind text not null,
  cause text not null,
  family_name text not null,
  given_name text not null,
  email text not null,
  new_family_name text,
  new_given_name text,
  new_email text,
  created_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  done_by text,
  constraint manual_list_work_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint manual_list_work_kind_check CHECK ((kind = ANY (ARRAY['delete'::text, 'change'::text]))),
  constraint manual_list_work_pkey PRIMARY KEY (id)
);
CREATE INDEX manual_list_work_customer ON public.manual_list_work USING btree (connector, customer_id, plan_id, done_at);
CREATE UNIQUE INDEX manual_list_work_open ON public.manual_list_work USING btree (connector, customer_id, plan_id) WHERE (done_at IS NULL);

create table manual_registrations (
  id bigint not null generated always as identity,
  delivery_id bigint not null,
  family_name text not null,
  given_name text not null,
  email text not null,
  plan_id text not null,
  reason text not null,
  created_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  done_by text,
  constraint manual_registrations_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES deliveries(id),
  constraint manual_registrations_delivery_id_key UNIQUE (delivery_id),
  constraint manual_registrations_pkey PRIMARY KEY (id)
);

create table manual_work_notice (
  only_row boolean not null default true,
  told_at timestamp with time zone not null default '-infinity'::timestamp with time zone,
  registration_id bigint not null default 0,
  list_work_id bigint not null default 0,
  constraint manual_work_notice_only_row_check CHECK (only_row),
  constraint manual_work_notice_pkey PRIMARY KEY (only_row)
);

create table member_account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint member_account_pkey PRIMARY KEY (id),
  constraint member_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES member_user(id) ON DELETE CASCADE
);
CREATE INDEX member_account_user_id_idx ON public.member_account USING btree (user_id);

create table member_links (
  token_hash text not null,
  kind text not null,
  customer_id uuid not null,
  new_email text,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint member_links_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint member_links_kind_check CHECK ((kind = ANY (ARRAY['password_reset'::text, 'mail_change'::text]))),
  constraint member_links_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX member_links_customer ON public.member_links USING btree (customer_id);

create table member_rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  constraint member_rate_limit_key_key UNIQUE (key),
  constraint member_rate_limit_pkey PRIMARY KEY (id)
);

create table member_session (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint member_session_pkey PRIMARY KEY (id),
  constraint member_session_token_key UNIQUE (token),
  constraint member_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES member_user(id) ON DELETE CASCADE
);
CREATE INDEX member_session_user_id_idx ON public.member_session USING btree (user_id);

create table member_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint member_user_email_key UNIQUE (email),
  constraint member_user_pkey PRIMARY KEY (id)
);

create table member_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint member_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX member_verification_identifier_idx ON public.member_verification USING btree (identifier);

create table offers (
  id uuid not null,
  token_hash text not null,
  application_id uuid not null,
  product_id uuid not null,
  product_name text not null,
  product_kind text not null,
  price_yen integer not null,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  constraint offers_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint offers_application_id_key UNIQUE (application_id),
  constraint offers_pkey PRIMARY KEY (id),
  constraint offers_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint offers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'refused'::text]))),
  constraint offers_token_hash_key UNIQUE (token_hash)
);

create table payments (
  id uuid not null,
  order_id text not null,
  method text not null,
  purpose text not null,
  application_id uuid not null,
  contract_id uuid,
  term_no integer,
  amount_yen integer not null,
  state text not null,
  gateway text,
  charge_id text,
  card jsonb,
  saved_card text,
  decline_code text,
  decline_message text,
  action_url text,
  sent_at timestamp with time zone not null default now(),
  settle_due_at timestamp with time zone,
  settle_attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  customer_id uuid,
  reference text,
  due_on date,
  payer_name text,
  confirmed_by text,
  reminded_at timestamp with time zone,
  refunded_yen integer not null default 0,
  due_at timestamp with time zone,
  requested_by jsonb,
  note text,
  search text not null default ''::text,
  constraint payments_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint payments_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint payments_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint payments_method_check CHECK ((method = ANY (ARRAY['card'::text, 'transfer'::text]))),
  constraint payments_order_id_key UNIQUE (order_id),
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_purpose_check CHECK ((purpose = ANY (ARRAY['application'::text, 'renewal'::text]))),
  constraint payments_reference_key UNIQUE (reference),
  constraint payments_state_check CHECK ((state = ANY (ARRAY['started'::text, 'unknown'::text, 'succeeded'::text, 'declined'::text, 'expected'::text, 'confirmed'::text, 'overdue'::text, 'cancelled'::text])))
);
CREATE INDEX payments_application ON public.payments USING btree (application_id);
CREATE INDEX payments_contract ON public.payments USING btree (contract_id);
CREATE INDEX payments_customer ON public.payments USING btree (customer_id, created_at DESC, id DESC);
CREATE INDEX payments_doubted ON public.payments USING btree (settle_due_at) WHERE ((state = 'declined'::text) AND (settle_due_at IS NOT NULL));
CREATE INDEX payments_newest ON public.payments USING btree (created_at DESC, id DESC);
CREATE INDEX payments_search ON public.payments USING gin (search_grams(search)) WITH (gin_pending_list_limit='512');
CREATE INDEX payments_state ON public.payments USING btree (state, created_at DESC, id DESC);
CREATE INDEX payments_to_settle ON public.payments USING btree (settle_due_at) WHERE (state = ANY (ARRAY['started'::text, 'unknown'::text]));
CREATE INDEX payments_transfers_confirmed ON public.payments USING btree (settled_at DESC, id DESC) WHERE (state = 'confirmed'::text);
CREATE INDEX payments_transfers_due ON public.payments USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX payments_transfers_open ON public.payments USING btree (due_on, id) WHERE (state = ANY (ARRAY['expected'::text, 'overdue'::text]));
CREATE UNIQUE INDEX payments_one_per_application ON public.payments USING btree (application_id) WHERE ((purpose = 'application'::text) AND (state = ANY (ARRAY['started'::text, 'unknown'::text, 'succeeded'::text, 'expected'::text, 'confirmed'::text, 'overdue'::text])));
CREATE UNIQUE INDEX payments_one_per_term ON public.payments USING btree (contract_id, term_no) WHERE (state = ANY (ARRAY['started'::text, 'unknown'::text, 'succeeded'::text, 'expected'::text, 'confirmed'::text, 'overdue'::text]));
CREATE TRIGGER payments_search BEFORE INSERT OR UPDATE OF customer_id, reference, payer_name ON public.payments FOR EACH ROW EXECUTE FUNCTION payments_search();

create table posts (
  id bigint not null generated always as identity,
  connector text not null,
  lane text,
  room_seq bigint,
  state text not null default 'waiting'::text,
  reference text not null,
  request text,
  remote_id text,
  remote_url text,
  reason text,
  cause text,
  attempts integer not null default 0,
  settle_attempts integer not null default 0,
  due_at timestamp with time zone not null default now(),
  give_up_at timestamp with time zone not null,
  lease_token uuid,
  lease_until timestamp with time zone,
  started_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  failure text,
  returned text,
  constraint posts_pkey PRIMARY KEY (id),
  constraint posts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unsettled'::text, 'delivered'::text, 'refused'::text, 'rate_limited'::text, 'unknown'::text, 'cancelled'::text])))
);
CREATE INDEX posts_due ON public.posts USING btree (connector, due_at, id) WHERE ((lane IS NULL) AND (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unsettled'::text])));
CREATE INDEX posts_failed ON public.posts USING btree (connector, finished_at DESC) WHERE (state = ANY (ARRAY['refused'::text, 'rate_limited'::text, 'unknown'::text]));
CREATE INDEX posts_lane_open ON public.posts USING btree (connector, lane, room_seq) WHERE ((lane IS NOT NULL) AND (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unsettled'::text])));
CREATE INDEX posts_mail ON public.posts USING btree (id) WHERE (connector = 'admin-mail'::text);
CREATE INDEX posts_mail_reference ON public.posts USING btree (reference) WHERE (connector = 'admin-mail'::text);

create table products (
  id uuid not null,
  slug text not null,
  name text not null,
  kind text not null,
  price_yen integer not null,
  state text not null default 'draft'::text,
  description text not null default ''::text,
  netshonin_plan_id text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  card_accepted boolean not null default true,
  transfer_accepted boolean not null default false,
  questions jsonb not null default '[]'::jsonb,
  offer_product_id uuid,
  offer_text text not null default ''::text,
  offer_minutes integer not null default 30,
  member_page text not null default ''::text,
  constraint products_check CHECK ((card_accepted OR transfer_accepted)),
  constraint products_kind_check CHECK ((kind = ANY (ARRAY['one_time'::text, 'monthly'::text]))),
  constraint products_offer_minutes_check CHECK (((offer_minutes >= 1) AND (offer_minutes <= 1440))),
  constraint products_offer_product_id_fkey FOREIGN KEY (offer_product_id) REFERENCES products(id),
  constraint products_pkey PRIMARY KEY (id),
  constraint products_price_yen_check CHECK ((price_yen > 0)),
  constraint products_slug_key UNIQUE (slug),
  constraint products_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'archived'::text])))
);

create table refunds (
  id uuid not null,
  payment_id uuid not null,
  amount_yen integer not null,
  state text not null default 'started'::text,
  reason text,
  requested_by text not null,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  due_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  note text not null,
  charge_id text not null,
  gateway text not null,
  constraint refunds_amount_yen_check CHECK ((amount_yen > 0)),
  constraint refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id),
  constraint refunds_pkey PRIMARY KEY (id),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['started'::text, 'refunded'::text, 'refused'::text])))
);
CREATE INDEX refunds_due ON public.refunds USING btree (due_at) WHERE (state = 'started'::text);
CREATE INDEX refunds_payment ON public.refunds USING btree (payment_id);

create table registration_links (
  token_hash text not null,
  customer_id uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  issued_at timestamp with time zone not null default now(),
  constraint registration_links_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint registration_links_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX registration_links_customer ON public.registration_links USING btree (customer_id);

create table returned_mail (
  id bigint not null generated always as identity,
  source text not null,
  key text not null,
  raw bytea,
  received_at timestamp with time zone not null default now(),
  state text not null default 'received'::text,
  due_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  lease_token uuid,
  lease_until timestamp with time zone,
  constraint returned_mail_key_key UNIQUE (key),
  constraint returned_mail_pkey PRIMARY KEY (id),
  constraint returned_mail_source_check CHECK ((source = ANY (ARRAY['pipe'::text, 'mailbox'::text, 'ses'::text, 'sendgrid'::text, 'mailgun'::text]))),
  constraint returned_mail_state_check CHECK ((state = ANY (ARRAY['received'::text, 'read'::text])))
);
CREATE INDEX returned_mail_due ON public.returned_mail USING btree (due_at) WHERE (state = 'received'::text);
CREATE INDEX returned_mail_raw ON public.returned_mail USING btree (received_at) WHERE (raw IS NOT NULL);

create table settings (
  name text not null,
  value jsonb not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  updated_by text,
  constraint settings_pkey PRIMARY KEY (name)
);

create table setup_links (
  token_hash text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint setup_links_pkey PRIMARY KEY (token_hash)
);

create table staff_account (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint staff_account_pkey PRIMARY KEY (id),
  constraint staff_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES staff_user(id) ON DELETE CASCADE
);
CREATE INDEX staff_account_user ON public.staff_account USING btree (user_id);

create table staff_rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  constraint staff_rate_limit_key_key UNIQUE (key),
  constraint staff_rate_limit_pkey PRIMARY KEY (id)
);

create table staff_session (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint staff_session_pkey PRIMARY KEY (id),
  constraint staff_session_token_key UNIQUE (token),
  constraint staff_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES staff_user(id) ON DELETE CASCADE
);
CREATE INDEX staff_session_user ON public.staff_session USING btree (user_id);

create table staff_user (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint staff_user_email_key UNIQUE (email),
  constraint staff_user_pkey PRIMARY KEY (id)
);

create table staff_verification (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint staff_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX staff_verification_identifier ON public.staff_verification USING btree (identifier);

create table transfer_confirmations (
  id uuid not null,
  payment_id uuid not null,
  paid_yen integer not null,
  paid_on date not null,
  payer_name text not null,
  difference_note text,
  confirmed_at timestamp with time zone not null,
  confirmed_by text not null,
  statement_id uuid,
  line_fingerprint text,
  payment_before text not null,
  contract_before jsonb,
  contract_after jsonb,
  undone_at timestamp with time zone,
  undone_by text,
  constraint transfer_confirmations_paid_yen_check CHECK ((paid_yen > 0)),
  constraint transfer_confirmations_payment_before_check CHECK ((payment_before = ANY (ARRAY['expected'::text, 'overdue'::text, 'cancelled'::text]))),
  constraint transfer_confirmations_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id),
  constraint transfer_confirmations_pkey PRIMARY KEY (id),
  constraint transfer_confirmations_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES bank_statements(id)
);
CREATE INDEX transfer_confirmations_statement ON public.transfer_confirmations USING btree (statement_id);
CREATE UNIQUE INDEX transfer_confirmations_line ON public.transfer_confirmations USING btree (line_fingerprint) WHERE (undone_at IS NULL);
CREATE UNIQUE INDEX transfer_confirmations_standing ON public.transfer_confirmations USING btree (payment_id) WHERE (undone_at IS NULL);
