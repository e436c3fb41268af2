-- By which rules all people were last looked at, and how far that has come. One row at most.
create table rule_review (
  name ${text} not null primary key,
  rules ${text} not null,
  after_person bigint not null,
  done integer not null
) ${clustered};
