package dev.selvedge.connectors.shipstation;

import dev.selvedge.RecordKind;
import java.util.List;

/// What is read of an account. ShipStation lists labels that it made itself as shipments; what was
/// marked as shipped, or sent by somebody else, is a fulfillment. Immutable.
enum Subject {
  SHIPMENT("shipment", "shipments", "shipmentId", List.of("createDate", "voidDate")),
  FULFILMENT("fulfillment", "fulfillments", "fulfillmentId", List.of("createDate"));

  private final RecordKind kind;
  private final String list;
  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // of List.of
  private final List<String> dates;

  Subject(String kind, String list, String id, List<String> dates) {
    this.kind = new RecordKind(kind);
    this.list = list;
    this.id = id;
    this.dates = dates;
  }

  RecordKind kind() {
    return kind;
  }

  /// The last part of the list's address, and the member of its answer with the records.
  String list() {
    return list;
  }

  /// The member of a record that is its key.
  String id() {
    return id;
  }

  /// Members of a record by which the list can be asked for, that of its making first.
  List<String> dates() {
    return dates;
  }
}
