-- What audits found: the figures as JSON, and the first few thousand differences one by one.
create table audit_run (
  id bigint not null primary key,
  target ${text} not null,
  basis ${text} not null,
  seed bigint not null,
  asked_by ${text} not null,
  started_at bigint not null,
  ended_at bigint not null,
  state ${text} not null check (state in ('RUNNING', 'DONE', 'BROKEN_OFF')),
  why text not null,
  result text not null
) ${clustered};
create index audit_run_started on audit_run (started_at);

create table audit_difference (
  audit bigint not null,
  number bigint not null,
  facet ${text} not null,
  subject_id text not null,
  remote text not null,
  person_id bigint not null,
  kind ${text} not null,
  field text not null,
  wanted text not null,
  shown text not null,
  hop ${text} not null,
  why text not null,
  since bigint not null,
  money ${text} not null,
  mended text not null default '',
  mended_at bigint not null default 0,
  primary key (audit, number)
) ${clustered};
create index audit_difference_person on audit_difference (person_id) where person_id <> 0;

-- Differences that are left alone for as long as the target shows the same.
create table audit_ignored (
  target ${text} not null,
  facet ${text} not null,
  subject_id ${text} not null,
  kind ${text} not null,
  field ${text} not null,
  shown text not null,
  asked_by ${text} not null,
  why text not null,
  at bigint not null,
  primary key (target, facet, subject_id, kind, field)
) ${clustered};
