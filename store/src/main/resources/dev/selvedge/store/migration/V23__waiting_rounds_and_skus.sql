-- Products that came, went or cost something else, while those who wait for them are looked at page
-- by page: up to which record of theirs.
create table waiting_round (
  sku ${text} not null,
  product ${text} not null,
  flow_system ${text} not null,
  flow_kind ${text} not null,
  lane ${text} not null check (lane in ('URGENT', 'NORMAL', 'BULK')),
  changed_at bigint not null,
  after_ref text not null,
  turn_at bigint not null,
  primary key (sku, product)
) ${clustered};
create index waiting_round_turn on waiting_round (turn_at, sku, product);

-- Who writes a SKU so: one that reads as cleaned is another number from one system, and the same from
-- one that is said to clean by itself. Of what is known already nobody can say; it counts as a number
-- of a system of its own.
create table known_sku_of_system (
  cleaned ${text} not null,
  system ${text} not null,
  original ${text} not null,
  primary key (cleaned, system)
) ${clustered};
insert into known_sku_of_system (cleaned, system, original) select cleaned, 'unknown', original from known_sku;
drop table known_sku;
alter table known_sku_of_system rename to known_sku;
