-- How long what was told took, counted by bucket: once a minute, once an hour, once a day, and once
-- for ever. Counts only grow; finer ones go when they are old.
create table freshness (
  grain ${text} not null check (grain in ('MINUTE', 'HOUR', 'DAY', 'EVER')),
  started_at bigint not null,
  flow ${text} not null,
  target ${text} not null,
  matter ${text} not null
    check (matter in ('CONSENT', 'CONTACT', 'ORDER', 'AUTOMATION', 'ITEM', 'UNREAD')),
  bucket integer not null check (bucket >= 0),
  items bigint not null check (items > 0),
  primary key (grain, started_at, flow, target, matter, bucket)
) ${clustered};

-- By what times the records of a day are measured: the source's own, or when they were received.
create table freshness_stamp (
  day bigint not null,
  flow ${text} not null,
  own bigint not null check (own >= 0),
  receipt bigint not null check (receipt >= 0),
  primary key (day, flow)
) ${clustered};

-- What calls came to since the store began.
create table outcome_total (
  target ${text} not null,
  outcome ${text} not null
    check (outcome in ('done', 'retry', 'snooze', 'park', 'drop', 'unknown')),
  items bigint not null check (items > 0),
  primary key (target, outcome)
) ${clustered};

-- What is not told yet and is no first sync, of which there may be millions.
create index delivery_open on delivery (changed_at) where state <> 'SETTLED' and lane <> 'BULK';
