-- What the fields that automations watch were last, and how they changed: from one value to another,
-- told by a record, whose person the change follows.
create table field_value (
  person_id bigint not null,
  field ${text} not null,
  shown text not null,
  primary key (person_id, field)
) ${clustered};
create table field_change (
  person_id bigint not null,
  field ${text} not null,
  number integer not null,
  before_value text not null,
  after_value text not null,
  at bigint not null,
  source ${text} not null,
  primary key (person_id, field, number)
) ${clustered};
create index field_change_source on field_change (source);
