-- By which number a record without an address finds its person; empty where the project finds nobody
-- by numbers. Of what was taken in before, none has any.
alter table contribution add column phone ${text} not null default '';
create index contribution_phone on contribution (phone, ref) where phone <> '';
