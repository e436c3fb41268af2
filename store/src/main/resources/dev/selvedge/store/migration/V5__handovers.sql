-- Calls that must not be repeated are remembered beyond their jobs, so that what one brought about
-- is never taken for what another lost, after a crash or in another process.
create table handover (
  job_id ${id},
  target ${text} not null,
  record_key ${text} not null,
  handed_over_at bigint not null,
  knowledge ${text} not null check (knowledge in ('NONE', 'ANSWERED', 'FOUND')),
  remote_id text not null,
  check ((knowledge = 'NONE') = (remote_id = ''))
);
create index handover_target on handover (target, handed_over_at);
