-- Every address a record has or had, so that what was decided for a former one is known; what
-- stewards decided about records; and where contacts may still stand at an address.

-- The address is empty for the versions in which the record had none.
create table former_address (
  ref ${text} not null,
  address ${text} not null,
  first_seen bigint not null,
  last_seen bigint not null,
  primary key (ref, address),
  check (first_seen <= last_seen)
) ${clustered};
create index former_address_at on former_address (address) where address <> '';

-- Of the time before only the latest address of each record is known.
insert into former_address (ref, address, first_seen, last_seen)
select c.ref, coalesce(${email_of_contribution}, ''), coalesce(i.stamp, i.observed_at, 0),
  coalesce(i.stamp, i.observed_at, 0)
from contribution c left join inbox_item i on i.id = c.inbox_id;

-- A steward's decisions about a record; the last one counts, the others are its history.
create table link_decision (
  ref ${text} not null,
  number integer not null check (number > 0),
  verdict ${text} not null check (verdict in ('TOGETHER_WITH', 'APART', 'AS_FOUND')),
  other_ref ${text} not null,
  made_by text not null,
  why text not null,
  made_at bigint not null,
  waiting smallint not null check (waiting in (0, 1)),
  primary key (ref, number),
  check ((verdict = 'TOGETHER_WITH') = (other_ref <> ''))
) ${clustered};
create index link_decision_other on link_decision (other_ref) where other_ref <> '';
create index link_decision_waiting on link_decision (made_at) where waiting = 1;

-- Who is not settled yet may still be found at its former address; a contact that several are
-- believed to hold is found by its number; who waits for an address is not forgotten.
create index delivery_leaving on delivery (address)
  where facet = 'CONTACT' and state <> 'SETTLED' and address <> '';
create index delivery_number on delivery (remote_id) where facet = 'CONTACT' and remote_id <> '';
create index delivery_awaiting on delivery (due_at) where facet = 'CONTACT' and state = 'WAITING';
