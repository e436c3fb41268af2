-- The ledger tells lists and preferences apart, how a time is known, and who spoke: what the hub
-- told others is kept beside what they said.
create table consent_line (
  origin ${text} not null,
  topic ${text} not null,
  choice ${text} not null check (choice in ('OPT_IN', 'OPT_OUT', 'SUPPRESSED', 'PENDING')),
  decided_at bigint not null,
  timing ${text} not null check (timing in ('STATED', 'OBSERVED')),
  voice ${text} not null check (voice in ('SAID', 'TOLD', 'MAYBE_TOLD')),
  entered_at bigint not null,
  evidence text not null,
  primary key (origin, topic, choice, decided_at, timing, voice)
) ${clustered};

insert into consent_line (origin, topic, choice, decided_at, timing, voice, entered_at, evidence)
select origin, channel, choice, decided_at, 'STATED', 'SAID', entered_at, evidence
from ledger_entry;

drop table ledger_entry;
alter table consent_line rename to ledger_entry;
