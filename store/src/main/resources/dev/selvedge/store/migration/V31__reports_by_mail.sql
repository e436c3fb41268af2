-- Reports are sent by the outbox of alarms: which one a message is, and how far each mailing is.
alter table notice add column report ${text} not null default '';
create index notice_report on notice (channel, id) where report <> '';
create table report_plan (
  mailing ${text} not null primary key,
  until bigint not null,
  report ${text} not null
) ${clustered};
-- When the order was placed that a record has the header of: reports look for orders by that. What was
-- stored before has it from its next change on.
alter table contribution add column placed_at bigint not null default 0;
create index contribution_placed on contribution (placed_at, ref) where placed_at <> 0;
-- And what a person was last enrolled in before. The condition is spelt so that PostgreSQL cannot
-- take it for that of delivery_enrolled, which it reads whole for every order while it believes
-- that there is hardly any enrolment.
create index delivery_touch on delivery (person_id, delivered_at, subject_id)
  where facet || '' = 'ENROLMENT' and delivered_hash <> '';
-- Decisions are counted by when they were made.
create index ledger_entry_decided on ledger_entry (decided_at, entered_at) where voice = 'SAID';
-- And what audits found by when it was mended.
create index audit_difference_mended on audit_difference (mended_at) where mended_at <> 0;
