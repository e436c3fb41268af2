-- Reports are sent by the outbox of alarms: which one a message is, and how far each mailing is.
alter table notice add column report ${text} not null default '';
create index notice_report on notice (channel, id) where report <> '';
create table report_plan (
  mailing ${text} not null primary key,
  until bigint not null,
  report ${text} not null
) ${clustered};
