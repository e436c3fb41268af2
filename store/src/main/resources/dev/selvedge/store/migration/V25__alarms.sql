-- What is wrong, and what was: so that an alarm is raised once and ends once, whoever is killed.
create table alarm (
  number bigint not null primary key,
  kind ${text} not null,
  about ${text} not null,
  stage ${text} not null check (stage in ('PENDING', 'OPEN', 'ENDED')),
  severity smallint not null,
  since bigint not null,
  what ${text} not null,
  who ${text} not null,
  doing ${text} not null,
  advice ${text} not null,
  link ${text} not null,
  owner ${text} not null,
  found_at bigint not null,
  raised_at bigint not null,
  told_at bigint not null,
  worse_since bigint not null,
  gone_since bigint not null,
  ended_at bigint not null check ((stage = 'ENDED') = (ended_at <> 0)),
  escalated_at bigint not null,
  reminded_at bigint not null,
  returns integer not null,
  told_on ${text} not null,
  ack_by ${text} not null,
  ack_at bigint not null,
  silent_until bigint not null,
  silent_by ${text} not null,
  silent_why ${text} not null
) ${clustered};
-- Of one kind about one thing there is one alarm at a time.
create unique index alarm_live on alarm (kind, about) where stage <> 'ENDED';
create index alarm_ended on alarm (ended_at) where stage = 'ENDED';
insert into counter (name, last) values ('alarm', 0);
-- What people are to be told of them, in the words of then.
create table alarm_news (
  id ${id},
  number bigint not null,
  change ${text} not null,
  at bigint not null,
  severity smallint not null,
  since bigint not null,
  what ${text} not null,
  who ${text} not null,
  doing ${text} not null,
  advice ${text} not null
);
create index alarm_news_number on alarm_news (number);
-- The outbox: a message to a channel, stored with the changes it tells of.
create table notice (
  id ${id},
  channel ${text} not null,
  made_at bigint not null,
  due_at bigint not null,
  next_at bigint not null,
  attempts integer not null,
  trouble ${text} not null,
  state smallint not null check (state in (0, 1, 2)),
  settled_at bigint not null check ((state = 0) = (settled_at = 0))
);
create index notice_open on notice (channel, due_at, id) where state = 0;
create table notice_item (
  notice bigint not null,
  news bigint not null,
  primary key (notice, news)
) ${clustered};
create index notice_item_news on notice_item (news);
