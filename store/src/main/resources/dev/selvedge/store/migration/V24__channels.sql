-- What one call can start together queues apart: only so do the few calls of an hour leave full.
alter table delivery add column channel ${text} not null default '';
drop index delivery_due;
create index delivery_due on delivery (target, queue, channel, due_at) where state = 'DUE';
