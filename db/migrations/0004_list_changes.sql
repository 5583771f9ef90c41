-- Whose lists may have to be put right: customers who changed, whose purchases changed or who were registered since somebody
-- looked. Triggers write it where the business changes, which knows nothing of lists; who looks takes the rows away. There is
-- no key, so that two changes of one customer never wait for each other.
create table list_changes (customer_id uuid not null);

create function note_list_change() returns trigger language plpgsql as $$
begin
  insert into list_changes values ((to_jsonb(new) ->> tg_argv[0])::uuid);
  return null;
end $$;

create trigger list_changes after update of email, family_name, given_name, state on customers for each row
  when ((old.email, old.family_name, old.given_name, old.state) is distinct from (new.email, new.family_name, new.given_name, new.state))
  execute function note_list_change('id');
create trigger list_changes after update of state on applications for each row
  when (old.state <> new.state and new.customer_id is not null) execute function note_list_change('customer_id');
create trigger list_changes after update of state on contracts for each row
  when (old.state <> new.state) execute function note_list_change('customer_id');

insert into list_changes select id from customers;
