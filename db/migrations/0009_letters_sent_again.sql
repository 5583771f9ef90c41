-- A letter that staff sent again: a row of its own, with the letter that it repeats. Of two who ask at once, one is heard.
alter table letters add column resend_of bigint references letters;
create unique index letters_one_resend on letters (resend_of) where state in ('queued', 'sending');

-- One name for a kind, in the rows as in the code.
update letters set kind = 'application_accepted' where kind = 'application_completed';
