-- What went, or may have gone, of automations that are limited for each person: counted before the
-- next one is handed out. The record that told of it follows whose it is, should two people turn out
-- to be one.
create table firing (
  group_name ${text} not null,
  enrolment ${text} not null,
  person_id bigint not null,
  source ${text} not null,
  at bigint not null,
  primary key (group_name, enrolment)
) ${clustered};
create index firing_person on firing (person_id);
create index firing_source on firing (source);
create index firing_enrolment on firing (enrolment);
