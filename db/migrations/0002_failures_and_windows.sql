-- Why a post ended or waits, in its connector's own terms: the key to what staff can do about it.
alter table posts add column failure text;
alter table connections add column last_failure text;

-- The latest failure of a connector, for its settings screen.
create index posts_failed on posts (connector, finished_at desc) where state in ('refused', 'rate_limited', 'unknown');
-- The administrators' mails of the 送信箱, newest first.
create index posts_mail on posts (id) where connector = 'admin-mail';

-- Whether the window's end was said by the remote or is our guess.
alter table budgets add column reported boolean not null default false;
-- What is on its way is counted from the posts themselves: a counter would keep the calls of killed processes.
alter table budgets drop column in_flight;

-- Whether a letter waits because no mail server is set.
alter table letters add column blocked boolean not null default false;
