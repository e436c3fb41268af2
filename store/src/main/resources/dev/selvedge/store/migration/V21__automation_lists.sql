-- What automations did, for people who look: the newest of all, and what is to go next. Those of one
-- rule stand together already, since their subjects begin with its name.
create index delivery_enrolled on delivery (changed_at) where facet = 'ENROLMENT';
create index delivery_to_enrol on delivery (due_at)
  where facet = 'ENROLMENT' and state in ('WAITING', 'DUE', 'CLAIMED');
