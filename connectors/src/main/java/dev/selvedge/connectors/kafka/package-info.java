/// Reads topics of Kafka, change events of Debezium among them.
///
/// How far a topic was read is kept in the hub's own cursor and nowhere else: partitions are
/// assigned and sought, never subscribed to, so that a place moves only together with the records
/// that were stored. A poll asks the brokers how far each partition reaches (`Brokers`), settles
/// what the stored places mean there (`Bookmark`), takes messages partition by partition
/// (`PartitionLog`) and makes records of them (`RecordMaker`).
@NullMarked
package dev.selvedge.connectors.kafka;

import org.jspecify.annotations.NullMarked;
