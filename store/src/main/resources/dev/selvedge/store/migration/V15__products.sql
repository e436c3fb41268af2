-- Products: what several systems say of one is found by its key, and its record is one more thing
-- that a target keeps. The tables are made anew, since only so a check can change in both databases.
alter table contribution add column item_key ${text} not null default '';
create index contribution_item on contribution (item_key) where item_key <> '';

create table delivery_of_product (
  target ${text} not null,
  facet ${text} not null
    check (facet in ('CONTACT', 'ORDER', 'ENROLMENT', 'CONSENT', 'PROOF', 'CHOICE', 'PRODUCT', 'CART',
      'RECORD')),
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

insert into delivery_of_product (target, facet, subject_id, person_id, desired, delivered_hash,
  remote_id, address, delivered_at, state, lane, flow_system, flow_kind, changed_at, due_at,
  attempts, together, not_after, claimant)
select target, facet, subject_id, person_id, desired, delivered_hash,
  remote_id, address, delivered_at, state, lane, flow_system, flow_kind, changed_at, due_at,
  attempts, together, not_after, claimant
from delivery;

drop table delivery;
alter table delivery_of_product rename to delivery;
create index delivery_due on delivery (target, queue, due_at) where state = 'DUE';
create index delivery_claimed on delivery (claimant) where state = 'CLAIMED';
create index delivery_waiting on delivery (person_id) where state = 'WAITING';
create index delivery_person on delivery (person_id, facet);
create index delivery_deadline on delivery (not_after) where state = 'WAITING' and not_after <> 0;
create index delivery_leaving on delivery (address)
  where facet = 'CONTACT' and state <> 'SETTLED' and address <> '';
create index delivery_number on delivery (remote_id) where facet = 'CONTACT' and remote_id <> '';
create index delivery_awaiting on delivery (due_at) where facet = 'CONTACT' and state = 'WAITING';
create index delivery_held on delivery (due_at) where facet = 'CHOICE' and state = 'WAITING';

create table import_job_of_product (
  id ${id},
  target ${text} not null,
  facet ${text} not null
    check (facet in ('CONTACT', 'ORDER', 'ENROLMENT', 'CONSENT', 'PROOF', 'CHOICE', 'PRODUCT', 'CART',
      'RECORD')),
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
insert into import_job_of_product (id, target, facet, owner, stage, remote_id, started_at, ask_at,
  encoding, items)
select id, target, facet, owner, stage, remote_id, started_at, ask_at, encoding, items
from import_job;
drop table import_job;
alter table import_job_of_product rename to import_job;
create index import_job_owner on import_job (owner);
