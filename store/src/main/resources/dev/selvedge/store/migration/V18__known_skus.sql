-- Which SKU a cleaned text stands for, of those that more than one could lead to: two different
-- products must not become one.
create table known_sku (
  cleaned ${text} not null primary key,
  original ${text} not null
) ${clustered};
