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
