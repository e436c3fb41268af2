package dev.selvedge.connectors.businesscentral;

import dev.selvedge.RecordKind;
import java.util.Locale;

/// What can be read of a Business Central, and the list of its API v2.0 that it is.
enum Subject {
  CUSTOMER("customers", "", true),
  ORDER("salesOrders", "salesOrderLines", true),
  SHIPMENT("salesShipments", "salesShipmentLines", false),
  INVOICE("salesInvoices", "salesInvoiceLines", true),
  REFUND("salesCreditMemos", "salesCreditMemoLines", true),
  PRODUCT("items", "", true),
  CONTACT("contacts", "", false),

  /// Of the API page that the options name.
  CONSENT("", "", false);

  private final String set;
  private final String lines;
  private final boolean told;

  Subject(String set, String lines, boolean told) {
    this.set = set;
    this.lines = lines;
    this.told = told;
  }

  RecordKind kind() {
    return new RecordKind(name().toLowerCase(Locale.ROOT));
  }

  /// The name of the list; empty for the one of the options.
  String set() {
    return set;
  }

  /// The lines that come with each; empty for none.
  String lines() {
    return lines;
  }

  /// Whether changes can be subscribed to.
  boolean isTold() {
    return told;
  }

  /// Whether its lines may change without its own stamp: what changed lately is read again.
  boolean isReread() {
    return this == ORDER;
  }
}
