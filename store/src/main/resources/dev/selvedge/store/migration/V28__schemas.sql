-- What records and the account looked like at the last look: names, types and counts, never a value.
create table schema_place (
  place ${text} not null primary key,
  begun_at bigint not null
) ${clustered};

create table schema_field (
  place ${text} not null,
  path ${text} not null,
  types ${text} not null,
  types_before ${text} not null,
  first_at bigint not null,
  changed_at bigint not null,
  seen_at bigint not null,
  filled bigint not null,
  records bigint not null,
  primary key (place, path)
) ${clustered};

-- What was found. It holds while it is not gone.
create table schema_finding (
  place ${text} not null,
  kind ${text} not null check (
    kind in ('NEW', 'VANISHED', 'RETYPED', 'UNMAPPED', 'UNMATCHED', 'UNFED', 'REFERENCE')),
  subject ${text} not null,
  weight ${text} not null check (weight in ('NOTE', 'CHECK', 'BROKEN')),
  sentence text not null,
  advice text not null,
  since bigint not null,
  gone_at bigint not null,
  primary key (place, kind, subject)
) ${clustered};

create table schema_look (
  id ${id} check (id = 1),
  looked_at bigint not null
);
