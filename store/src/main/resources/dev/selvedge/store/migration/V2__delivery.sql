-- Deliveries per target system, queues per flow, imports that are on disk before and after their
-- hand-over, the allowance and the condition of each target, and the runs that share a store.

-- What was claimed or handed over by an earlier release is due again: its writes are upserts.
create table delivery_of_target (
  target ${text} not null,
  facet ${text} not null check (facet in ('CONTACT', 'ORDER', 'ENROLMENT')),
  subject_id ${text} not null,
  person_id bigint not null,
  desired ${text} not null,
  delivered_hash ${text} not null,
  remote_id text not null,
  address text not null,
  delivered_at bigint not null,
  state ${text} not null check (state in ('WAITING', 'DUE', 'CLAIMED', 'SETTLED', 'PARKED')),
  lane ${text} not null check (lane in ('URGENT', 'NORMAL', 'BULK')),
  flow_system ${text} not null,
  flow_kind ${text} not null,
  changed_at bigint not null,
  due_at bigint not null,
  attempts integer not null check (attempts >= 0),
  together integer not null check (together >= 0),
  not_after bigint not null check (not_after >= 0),
  claimant ${text} not null default '',
  queue ${text} generated always as (
    facet || '/' || lane || '/' || cast(together as text) || '/' || flow_system || '/' || flow_kind)
    stored,
  -- begins with what tells most: of a table that it has not counted yet, PostgreSQL believes that
  -- target and facet tell as much
  primary key (subject_id, facet, target),
  check ((claimant <> '') = (state = 'CLAIMED')),
  check (desired <> ''),
  check (delivered_hash <> '' or (remote_id = '' and address = '' and delivered_at = 0))
) ${clustered};

insert into delivery_of_target (target, facet, subject_id, person_id, desired, delivered_hash,
  remote_id, address, delivered_at, state, lane, flow_system, flow_kind, changed_at, due_at,
  attempts, together, not_after)
select 'dotdigital', facet, subject_id, person_id, desired, delivered_hash, remote_id, address,
  delivered_at, case when state = 'CLAIMED' then 'DUE' else state end, lane, flow_system, flow_kind,
  changed_at, due_at, attempts, 0, 0
from delivery;

drop table delivery;
alter table delivery_of_target rename to delivery;
create index delivery_due on delivery (target, queue, due_at) where state = 'DUE';
create index delivery_claimed on delivery (claimant) where state = 'CLAIMED';
create index delivery_waiting on delivery (person_id) where state = 'WAITING';
create index delivery_person on delivery (person_id, facet);
create index delivery_deadline on delivery (not_after) where state = 'WAITING' and not_after <> 0;

update parked_item set subject = 'dotdigital/' || subject where stage = 'SEND';

drop table import_item;
drop table import_job;
create table import_job (
  id ${id},
  target ${text} not null,
  facet ${text} not null check (facet in ('CONTACT', 'ORDER', 'ENROLMENT')),
  owner ${text} not null check (owner <> ''),
  stage ${text} not null check (stage in ('PACKING', 'HANDING_OVER', 'RUNNING', 'IN_DOUBT')),
  remote_id text not null,
  started_at bigint not null,
  ask_at bigint not null,
  encoding smallint not null check (encoding in (0, 1)),
  items ${bytes} not null,
  check (stage <> 'RUNNING' or remote_id <> ''),
  check (stage not in ('PACKING', 'HANDING_OVER') or remote_id = '')
);
create index import_job_owner on import_job (owner);

-- Times as of the target's own clock, as far as its answers told them.
create table allowance (
  target ${text} not null,
  scope ${text} not null,
  call_limit bigint not null check (call_limit > 0),
  stated smallint not null check (stated in (0, 1)),
  length_millis bigint not null check (length_millis > 0),
  taken_urgent bigint not null check (taken_urgent >= 0),
  taken_normal bigint not null check (taken_normal >= 0),
  taken_bulk bigint not null check (taken_bulk >= 0),
  strangers bigint not null check (strangers >= 0),
  strangers_usual bigint not null,
  renews_at bigint not null,
  primary key (target, scope)
) ${clustered};

-- An ill target has a cause, a well one has none.
create table target_condition (
  target ${text} not null primary key,
  failures integer not null,
  cause text not null,
  sentence text not null,
  since bigint not null,
  probe_at bigint not null,
  probes integer not null check (probes >= 0),
  check (failures >= 0 and (failures = 0 or cause = '')),
  check (cause <> '' or (sentence = '' and since = 0 and probe_at = 0 and probes = 0))
) ${clustered};

create table hub_run (
  name ${text} not null primary key check (name <> ''),
  alive_until bigint not null
) ${clustered};
