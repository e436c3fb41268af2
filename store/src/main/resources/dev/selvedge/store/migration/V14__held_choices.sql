-- choices that wait until the past of their topic is known are looked for every few seconds
create index delivery_held on delivery (due_at) where facet = 'CHOICE' and state = 'WAITING';
