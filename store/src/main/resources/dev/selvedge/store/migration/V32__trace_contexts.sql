-- Traces that wait with a record, with what is due, or with an import under way: only where somebody
-- collects them, and only sampled ones.
create table trace_context (
  place ${text} not null,
  traceparent ${text} not null,
  kept_at bigint not null,
  primary key (place, traceparent)
) ${clustered};

create index trace_context_kept_at on trace_context (kept_at);
