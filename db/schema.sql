CREATE OR REPLACE FUNCTION public.note_list_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into list_changes values ((to_jsonb(new) ->> tg_argv[0])::uuid);
  return null;
end $function$
;

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
  constraint applications_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint applications_kind_check CHECK ((kind = ANY (ARRAY['standard'::text, 'one_time_offer'::text]))),
  constraint applications_number_key UNIQUE (number),
  constraint applications_pkey PRIMARY KEY (id),
  constraint applications_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint applications_state_check CHECK ((state = ANY (ARRAY['started'::text, 'completed'::text, 'declined'::text, 'cancelled'::text]))),
  constraint applications_submission_key_key UNIQUE (submission_key)
);
CREATE INDEX applications_customer ON public.applications USING btree (customer_id);
CREATE INDEX applications_newest ON public.applications USING btree (started_at DESC, id DESC);
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
  constraint contracts_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint contracts_card_state_check CHECK ((card_state = ANY (ARRAY['ok'::text, 'retrying'::text, 'unpayable'::text]))),
  constraint contracts_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint contracts_number_key UNIQUE (number),
  constraint contracts_pkey PRIMARY KEY (id),
  constraint contracts_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint contracts_state_check CHECK ((state = ANY (ARRAY['active'::text, 'cancellation_reserved'::text, 'suspended'::text, 'cancelled'::text]))),
  constraint contracts_suspended_reason_check CHECK ((suspended_reason = ANY (ARRAY['payment_unconfirmed'::text, 'card_unpayable'::text])))
);
CREATE INDEX contracts_customer ON public.contracts USING btree (customer_id);
CREATE TRIGGER list_changes AFTER UPDATE OF state ON public.contracts FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION note_list_change('customer_id');

create table customers (
  id uuid not null,
  email text not null,
  email_key text not null,
  family_name text not null,
  given_name text not null,
  state text not null default 'provisional'::text,
  mail_state text not null default 'ok'::text,
  created_at timestamp with time zone not null,
  registered_at timestamp with time zone,
  member_user_id text,
  constraint customers_email_key_key UNIQUE (email_key),
  constraint customers_mail_state_check CHECK ((mail_state = ANY (ARRAY['ok'::text, 'undeliverable'::text, 'complained'::text]))),
  constraint customers_member_user_id_fkey FOREIGN KEY (member_user_id) REFERENCES member_user(id),
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_state_check CHECK ((state = ANY (ARRAY['provisional'::text, 'registered'::text, 'withdrawn'::text])))
);
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
  constraint letters_audience_check CHECK ((audience = ANY (ARRAY['customer'::text, 'administrator'::text]))),
  constraint letters_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint letters_message_id_key UNIQUE (message_id),
  constraint letters_pkey PRIMARY KEY (id),
  constraint letters_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'accepted'::text, 'undeliverable'::text])))
);
CREATE INDEX letters_due ON public.letters USING btree (due_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX letters_newest ON public.letters USING btree (id DESC);
CREATE UNIQUE INDEX letters_once ON public.letters USING btree (kind, once_key, to_address) WHERE (once_key IS NOT NULL);

create table list_changes (
  customer_id uuid not null
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
  constraint payments_application_id_fkey FOREIGN KEY (application_id) REFERENCES applications(id),
  constraint payments_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id),
  constraint payments_method_check CHECK ((method = ANY (ARRAY['card'::text, 'transfer'::text]))),
  constraint payments_order_id_key UNIQUE (order_id),
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_purpose_check CHECK ((purpose = ANY (ARRAY['application'::text, 'renewal'::text]))),
  constraint payments_state_check CHECK ((state = ANY (ARRAY['started'::text, 'unknown'::text, 'succeeded'::text, 'declined'::text, 'expected'::text, 'confirmed'::text, 'overdue'::text])))
);
CREATE INDEX payments_to_settle ON public.payments USING btree (settle_due_at) WHERE (state = ANY (ARRAY['started'::text, 'unknown'::text]));
CREATE UNIQUE INDEX payments_one_per_application ON public.payments USING btree (application_id) WHERE ((purpose = 'application'::text) AND (state = ANY (ARRAY['started'::text, 'unknown'::text, 'succeeded'::text])));
CREATE UNIQUE INDEX payments_one_per_term ON public.payments USING btree (contract_id, term_no) WHERE (state = ANY (ARRAY['started'::text, 'unknown'::text, 'succeeded'::text]));

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
  constraint posts_pkey PRIMARY KEY (id),
  constraint posts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unsettled'::text, 'delivered'::text, 'refused'::text, 'rate_limited'::text, 'unknown'::text, 'cancelled'::text])))
);
CREATE INDEX posts_due ON public.posts USING btree (connector, due_at, id) WHERE ((lane IS NULL) AND (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unsettled'::text])));
CREATE INDEX posts_failed ON public.posts USING btree (connector, finished_at DESC) WHERE (state = ANY (ARRAY['refused'::text, 'rate_limited'::text, 'unknown'::text]));
CREATE INDEX posts_lane_open ON public.posts USING btree (connector, lane, room_seq) WHERE ((lane IS NOT NULL) AND (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unsettled'::text])));
CREATE INDEX posts_mail ON public.posts USING btree (id) WHERE (connector = 'admin-mail'::text);

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
  constraint products_kind_check CHECK ((kind = ANY (ARRAY['one_time'::text, 'monthly'::text]))),
  constraint products_pkey PRIMARY KEY (id),
  constraint products_price_yen_check CHECK ((price_yen > 0)),
  constraint products_slug_key UNIQUE (slug),
  constraint products_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'archived'::text])))
);

create table registration_links (
  token_hash text not null,
  customer_id uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint registration_links_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id),
  constraint registration_links_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX registration_links_customer ON public.registration_links USING btree (customer_id);

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
