package dev.selvedge.connectors.shipstation;

import dev.selvedge.RecordKind;
import java.util.List;

/// What is read of an account. ShipStation lists labels that it made itself as shipments; what was
/// marked as shipped, or sent by somebody else, is a fulfillment. Immutable.
enum Subject {
  SHIPMENT("shipment", "shipments", "shipmentId"),
  FULFILMENT("fulfillment", "fulfillments", "fulfillmentId");

  private final String kind;
  private final String list;
  private final String id;

  Subject(String kind, String list, String id) {
    this.kind = kind;
    this.list = list;
    this.id = id;
  }

  RecordKind kind() {
    return new RecordKind(kind);
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
    return switch (this) {
      case SHIPMENT -> List.of("createDate", "voidDate");
      case FULFILMENT -> List.of("createDate");
    };
  }
}
