-- Parked items get numbers that people can say, and are read in pages; records can be edited by
-- hand, beside what came.

create table parked_item_numbered (
  number ${id},
  subject ${text} not null,
  stage ${text} not null,
  flow ${text} not null,
  source ${text} not null,
  cause ${text} not null,
  sentence text not null,
  rule text not null,
  field text not null,
  inbox_id bigint not null,
  first_seen bigint not null,
  last_seen bigint not null,
  times integer not null,
  replayed_at bigint not null
);

-- What has no inbox item is called by its feed.
insert into parked_item_numbered (number, subject, stage, flow, source, cause, sentence, rule,
  field, inbox_id, first_seen, last_seen, times, replayed_at)
select row_number() over (order by p.first_seen, p.subject), p.subject, p.stage,
  case when i.id is null then p.source else i.system || '/' || i.kind end, p.source, p.cause,
  p.sentence, p.rule, p.field, p.inbox_id, p.first_seen, p.last_seen, p.times, 0
from parked_item p left join inbox_item i on i.id = p.inbox_id and p.inbox_id <> 0;

drop table parked_item;
alter table parked_item_numbered rename to parked_item;
create unique index parked_item_subject on parked_item (subject);
create index parked_item_source on parked_item (source) where source <> '';
create index parked_item_inbox on parked_item (inbox_id) where inbox_id <> 0;
create index parked_item_flow on parked_item (flow, stage);
create index parked_item_seen on parked_item (last_seen, number);
create index parked_item_cause on parked_item (cause, last_seen, number);
create index parked_item_cause_number on parked_item (cause, number);

-- The last number given: one is never given twice.
create table counter (
  name ${text} not null primary key,
  last bigint not null
) ${clustered};
insert into counter (name, last)
select 'parked', coalesce(max(number), 0) from parked_item;

create table inbox_edit (
  inbox_id bigint not null,
  version integer not null check (version > 0),
  made_at bigint not null,
  made_by text not null,
  why text not null,
  encoding smallint not null check (encoding in (0, 1)),
  body ${bytes} not null,
  primary key (inbox_id, version)
);
