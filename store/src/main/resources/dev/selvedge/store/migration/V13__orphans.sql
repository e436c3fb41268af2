-- Orders of which only parts have come, since when, and whether people were told. It follows from
-- the contributions, which would all have to be searched for it.
create table order_orphan (
  order_key ${text} not null primary key,
  since bigint not null,
  reported smallint not null check (reported in (0, 1))
) ${clustered};
create index order_orphan_since on order_orphan (since) where reported = 0;

-- A member of a stored contribution is told from a text in it: there its quotes are escaped.
insert into order_orphan (order_key, since, reported)
select c.order_key, coalesce(min(i.received_at), 0), 0
from contribution c left join inbox_item i on i.id = c.inbox_id
where c.order_key <> ''
group by c.order_key
having sum(case when c.body like '%"part":"header"%' then 1 else 0 end) = 0
  and sum(case when c.body like '%"part":"%' then 1 else 0 end) > 0;
