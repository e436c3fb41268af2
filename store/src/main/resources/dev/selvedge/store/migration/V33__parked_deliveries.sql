-- What waits for a person is counted without reading what is settled; each other state that counts has
-- an index of its own already.
create index delivery_parked on delivery (target, facet, flow_system, flow_kind)
  where state = 'PARKED';
