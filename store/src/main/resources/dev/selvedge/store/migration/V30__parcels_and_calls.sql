-- The numbers of parcels, as people look for them: without spaces and hyphens, in capitals. They follow
-- from the contributions, which would all have to be searched for one.
create table parcel_number (
  ref ${text} not null,
  number ${text} not null check (number <> ''),
  primary key (ref, number)
) ${clustered};
create index parcel_number_number on parcel_number (number, ref);

-- A member of a stored contribution is told from a text in it: there its quotes are escaped. What holds
-- a character that PostgreSQL has not in a text is left for when it is read again.
insert into parcel_number (ref, number)
select distinct ref, number
from (
  select c.ref as ref, ${parcel_of_part} as number
  from contribution c cross join ${parts_of_contribution} p
  where c.order_key <> '' and c.body like '%"tracking":"%' and c.body not like '%u0000%'
) as told
where length(number) between 1 and 100;

-- Who used how much of each allowance, by the hour in which the window began: senders need no more than
-- the window at hand, and people ask what used it up. Kept for days, not for ever.
create table allowance_hour (
  target ${text} not null,
  scope ${text} not null,
  hour bigint not null,
  urgent bigint not null,
  normal bigint not null,
  bulk bigint not null,
  strangers bigint not null,
  primary key (target, scope, hour)
) ${clustered};
