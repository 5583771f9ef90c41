-- Of the applications that one offer brings, at most one is alive: after a declined card another may be tried.
alter table applications drop constraint applications_offer_id_key;
create unique index applications_one_per_offer on applications (offer_id) where state <> 'declined';

-- That an offer's time has passed is told by the clock and written nowhere.
alter table offers drop constraint offers_state_check;
alter table offers add check (state in ('open', 'accepted', 'refused'));

-- The transfer of a cancelled application is waited for no longer.
alter table payments drop constraint payments_state_check;
alter table payments add check
  (state in ('started', 'unknown', 'succeeded', 'declined', 'expected', 'confirmed', 'overdue', 'cancelled'));
