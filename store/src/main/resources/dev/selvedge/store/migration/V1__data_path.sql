-- One script for both databases; the placeholders are the few words in which they differ:
--   id         a primary key whose number the application gives
--   text       text that sorts by code point
--   bytes      raw bytes
--   clustered  stored in the order of its primary key, where the database can
-- Times are epoch milliseconds. An empty text or a zero means "none", so that partial indexes
-- stay small and no column needs three values.

-- Stage 2, inbox: what was accepted. Settling touches the queue only, never an item or its body.
create table inbox_item (
  id ${id},
  system ${text} not null,
  kind ${text} not null,
  record_key ${text} not null,
  stamp bigint,
  observed_at bigint not null,
  received_at bigint not null,
  change ${text} not null check (change in ('UPSERT', 'DELETE')),
  pace ${text} not null check (pace in ('LIVE', 'BACKFILL')),
  -- 64 bits each of a hash over the record's name, and over name, change and body
  ref_hash bigint not null,
  content_hash bigint not null
);
-- ends in the content, so that telling a repeat reads the index alone
create index inbox_item_stamped on inbox_item (ref_hash, stamp, id, content_hash)
  where stamp is not null;
create index inbox_item_unstamped on inbox_item (ref_hash, id) where stamp is null;

create table inbox_body (
  id ${id},
  received_at bigint not null,
  encoding smallint not null check (encoding in (0, 1)),
  body ${bytes} not null
);
create index inbox_body_age on inbox_body (received_at);

-- A fresh item's position is its id; one put back gets a new position at the end.
create table inbox_queue (
  position ${id},
  inbox_id bigint not null
);
create index inbox_queue_again on inbox_queue (inbox_id) where position <> inbox_id;

create table feed_cursor (
  system ${text} not null,
  kind ${text} not null,
  cursor_text text not null,
  moved_at bigint not null,
  primary key (system, kind)
) ${clustered};

-- Stage 4, person.
create table person (
  id ${id},
  email ${text} not null
);
create unique index person_email on person (email);

create table contribution (
  ref ${text} not null,
  inbox_id bigint not null,
  person_id bigint not null,
  order_key ${text} not null,
  owner_ref ${text} not null,
  body text not null
);
create unique index contribution_ref on contribution (ref);
create index contribution_person on contribution (person_id) where person_id <> 0;
create index contribution_order on contribution (order_key) where order_key <> '';
create index contribution_owner on contribution (owner_ref) where owner_ref <> '';

create table ledger_entry (
  origin ${text} not null,
  channel ${text} not null check (channel in ('EMAIL', 'SMS')),
  choice ${text} not null check (choice in ('OPT_IN', 'OPT_OUT')),
  decided_at bigint not null,
  entered_at bigint not null,
  evidence text not null,
  primary key (origin, channel, choice, decided_at)
) ${clustered};

-- Stage 7, plan. delivered_hash is empty until the target acknowledged something.
create table delivery (
  facet ${text} not null check (facet in ('CONTACT', 'ORDER')),
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
  attempts integer not null,
  claimant ${text} not null default '',
  claimed_until bigint not null default 0,
  primary key (facet, subject_id)
) ${clustered};
create index delivery_due on delivery (facet, lane, due_at) where state = 'DUE';
create index delivery_claimed on delivery (claimed_until) where state = 'CLAIMED';
create index delivery_waiting on delivery (person_id) where state = 'WAITING';

-- Stage 8, send: open import jobs.
create table import_job (
  id ${id},
  facet ${text} not null check (facet in ('CONTACT', 'ORDER')),
  remote_id text not null,
  started_at bigint not null,
  ask_at bigint not null
);

create table import_item (
  job_id bigint not null,
  position integer not null,
  facet ${text} not null,
  subject_id ${text} not null,
  desired ${text} not null,
  address text not null,
  record_key text not null,
  primary key (job_id, position)
) ${clustered};
create index import_item_subject on import_item (facet, subject_id);

-- Trail and what waits for a person.
create table trail_entry (
  id ${id},
  at bigint not null,
  stage ${text} not null,
  word ${text} not null,
  person_id bigint not null,
  order_key ${text} not null,
  source ${text} not null,
  system ${text} not null,
  inbox_id bigint not null,
  sentence text not null
);
create index trail_entry_person on trail_entry (person_id, id) where person_id <> 0;
create index trail_entry_order on trail_entry (order_key, id) where order_key <> '';
create index trail_entry_source on trail_entry (source, id) where source <> '';

create table parked_item (
  subject ${text} not null primary key,
  stage ${text} not null,
  source ${text} not null,
  cause ${text} not null,
  sentence text not null,
  rule text not null,
  field text not null,
  inbox_id bigint not null,
  first_seen bigint not null,
  last_seen bigint not null,
  times integer not null
);
create index parked_item_source on parked_item (source) where source <> '';
create index parked_item_inbox on parked_item (inbox_id) where inbox_id <> 0;

-- Watch: what each flow did, by minute and since the store began.
create table flow_minute (
  minute bigint not null,
  flow ${text} not null,
  received bigint not null,
  parked bigint not null,
  delivered bigint not null,
  lag_sum bigint not null,
  lag_max bigint not null,
  primary key (minute, flow)
) ${clustered};

create table flow_total (
  flow ${text} not null primary key,
  minute bigint not null,
  received bigint not null,
  parked bigint not null,
  delivered bigint not null,
  lag_sum bigint not null,
  lag_max bigint not null
) ${clustered};
