-- What people put on its way again is counted by day, among everything else the trail holds.
create index trail_entry_replayed on trail_entry (at) where word = 'replayed';
