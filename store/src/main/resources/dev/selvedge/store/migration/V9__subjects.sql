-- What persons asked for: to be forgotten, and who looked at or removed what is held of them.

-- An erasure and how far it is. Says nothing of whom: that are its tombstones. What was turned away
-- leaves only the time of the latest refusal, so that no older consent lifts it; 0: none.
create table erasure (
  number ${id},
  stage ${text} not null check (stage in ('REQUESTED', 'REMOTE_DONE', 'DONE', 'LIFTED')),
  requested_at bigint not null,
  moved_at bigint not null,
  refused_at bigint not null default 0,
  who text not null,
  why text not null,
  check (moved_at >= requested_at)
);
insert into counter (name, last) values ('erasure', 0);

-- Keyed hashes of the addresses and records that must not come back; see Marks.
create table tombstone (
  mark ${text} not null primary key,
  erasure bigint not null
) ${clustered};
create index tombstone_erasure on tombstone (erasure);

-- Tells whether the key at hand is the one those hashes were made with.
create table mark_key (
  proof ${text} not null primary key
) ${clustered};

-- Who did what, on whom (a keyed hash or a person's number). Only ever added to.
create table audit_entry (
  id ${id},
  at bigint not null,
  who text not null,
  act ${text} not null,
  whom ${text} not null,
  result ${text} not null,
  why text not null
);
create index audit_entry_whom on audit_entry (whom, id) where whom <> '';
