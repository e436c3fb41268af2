-- What has just changed in a source does not wait behind a first sync of a million records.
alter table inbox_queue add column backfill smallint not null default 0 check (backfill in (0, 1));
update inbox_queue set backfill = 1
where position = inbox_id
  and exists (select 1 from inbox_item i where i.id = inbox_queue.inbox_id and i.pace = 'BACKFILL');
create index inbox_queue_lane on inbox_queue (backfill, position);
