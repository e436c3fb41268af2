-- Records that somebody said have changed, until they have been read.
create table hint (
  record_ref ${text} not null primary key,
  flow ${text} not null,
  version bigint not null,
  heard_at bigint not null,
  due_at bigint not null,
  misses integer not null,
  trouble text not null
) ${clustered};
create index hint_due on hint (flow, due_at);
