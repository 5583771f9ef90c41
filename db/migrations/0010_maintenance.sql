-- メンテナンスモード: one row, read by every process twice a second.
create table maintenance (
  only_row boolean primary key default true check (only_row),
  is_on boolean not null default false,
  -- what visitors read instead of the pages; '' is the usual text
  message text not null default '',
  -- when the pages are expected back, in business time; null when nobody said
  resumes_at timestamptz,
  -- when it was last switched and by whom, in business time; null before the first time
  switched_at timestamptz,
  switched_by text
);
insert into maintenance default values;

-- The clock has its row from the start: moving it is one conditional update.
insert into business_clock default values on conflict do nothing;
