-- Any card payment can be given back, and staff say why. A refund names its charge itself: also one that turns out to have
-- been made after its payment was declared not made (docs/decisions/0012).
alter table refunds add column note text;
alter table refunds add column charge_id text;
alter table refunds add column gateway text;
-- Until now only the cancellation of an application asked for refunds.
update refunds r
  set note = coalesce(a.cancel_reason, ''), charge_id = coalesce(p.charge_id, ''), gateway = coalesce(p.gateway, '')
  from payments p join applications a on a.id = p.application_id where p.id = r.payment_id;
alter table refunds alter column note set not null;
alter table refunds alter column charge_id set not null;
alter table refunds alter column gateway set not null;

-- Payments that were declared not made without the gateway's word for it are looked up a few times more.
create index payments_doubted on payments (settle_due_at) where state = 'declined' and settle_due_at is not null;
