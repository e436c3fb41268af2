-- When polled flows were read to their end and why they cannot be: not only the process that reads
-- them wants to know, nor only as long as it runs.
create table flow_reading (
  flow ${text} not null primary key,
  read_at bigint not null,
  passing smallint not null check (passing in (0, 1)),
  trouble text not null,
  troubled_at bigint not null
) ${clustered};
