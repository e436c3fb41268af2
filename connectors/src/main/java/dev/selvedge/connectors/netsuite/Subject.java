package dev.selvedge.connectors.netsuite;

import dev.selvedge.RecordKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What can be read of an account, the table it is in, and what belongs to it.
enum Subject {
  CUSTOMER("customer"),
  ORDER("transaction"),
  FULFILMENT("transaction"),
  RETURN("transaction"),
  CREDIT("transaction"),
  REFUND("transaction"),
  ITEM("item");

  /// What the table of the subject is called in queries.
  static final String ROW = "r";

  private final String table;

  Subject(String table) {
    this.table = table;
  }

  RecordKind kind() {
    return new RecordKind(name().toLowerCase(Locale.ROOT));
  }

  String table() {
    return table;
  }

  /// The codes of the transactions it is, unless the options say others; none where it is no
  /// transaction.
  List<String> types() {
    return switch (this) {
      case ORDER -> List.of("SalesOrd");
      case FULFILMENT -> List.of("ItemShip");
      case RETURN -> List.of("RtnAuth");
      case CREDIT -> List.of("CustCred");
      case REFUND -> List.of("CashRfnd", "CustRfnd");
      case CUSTOMER, ITEM -> List.of();
    };
  }

  boolean isTransaction() {
    return !types().isEmpty();
  }

  /// Whether it is made out of an order, by one step or several.
  boolean hasOrigin() {
    return isTransaction() && this != ORDER;
  }

  /// What is read of each.
  List<Column> columns() {
    Stream<String> names =
        switch (this) {
          case CUSTOMER ->
              Stream.of(
                  "id",
                  "entityid",
                  "email",
                  "firstname",
                  "lastname",
                  "companyname",
                  "phone",
                  "isperson:flag",
                  "isinactive:flag",
                  "globalsubscriptionstatus",
                  "lastmodifieddate:time");
          case ITEM ->
              Stream.of(
                  "id",
                  "itemid",
                  "displayname",
                  "itemtype",
                  "parent",
                  "isinactive:flag",
                  "lastmodifieddate:time");
          case ORDER, FULFILMENT, RETURN, CREDIT, REFUND ->
              Stream.of(
                  "id",
                  "type",
                  "tranid",
                  "otherrefnum",
                  "status",
                  "entity",
                  "email",
                  "memo",
                  "trandate:date",
                  "foreigntotal:number",
                  "createddate:time",
                  "lastmodifieddate:time");
        };
    return names.map(name -> Column.of(ROW, name)).toList();
  }

  /// What NetSuite may call a deleted one, without spaces and in lower case: the record's id, its
  /// title or its code. Which of them the table holds is not documented.
  List<String> deletedTypes() {
    return switch (this) {
      case CUSTOMER -> List.of("customer", "custjob", "lead", "prospect");
      case ORDER -> List.of("salesorder", "salesord", "cashsale");
      case FULFILMENT -> List.of("itemfulfillment", "itemfulfilment", "itemship");
      case RETURN -> List.of("returnauthorization", "returnauthorisation", "rtnauth");
      case CREDIT -> List.of("creditmemo", "custcred");
      case REFUND -> List.of("cashrefund", "cashrfnd", "customerrefund", "custrfnd");
      case ITEM ->
          List.of(
              "item",
              "inventoryitem",
              "invtpart",
              "noninventoryitem",
              "noninventorysaleitem",
              "noninvtpart",
              "assemblyitem",
              "assembly",
              "kititem",
              "kit",
              "serviceitem",
              "servicesaleitem",
              "service",
              "giftcertificateitem",
              "downloaditem",
              "lotnumberedinventoryitem",
              "serializedinventoryitem");
    };
  }
}
