package dev.selvedge.connectors.shopify;

import dev.selvedge.RecordKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a shop may call us about, and what a call comes to.
enum Topic {
  CUSTOMERS_CREATE("customers/create", new Meaning.Changed(Subject.CUSTOMER, "id")),
  CUSTOMERS_UPDATE("customers/update", new Meaning.Changed(Subject.CUSTOMER, "id")),
  CUSTOMERS_ENABLE("customers/enable", new Meaning.Changed(Subject.CUSTOMER, "id")),
  CUSTOMERS_DISABLE("customers/disable", new Meaning.Changed(Subject.CUSTOMER, "id")),
  CUSTOMERS_MERGE("customers/merge", new Meaning.Merged()),
  CUSTOMERS_DELETE("customers/delete", new Meaning.Deleted(Subject.CUSTOMER)),
  CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE(
      "customers_email_marketing_consent/update",
      new Meaning.Consent("email-consent", "customer_id", "email_marketing_consent")),
  CUSTOMERS_MARKETING_CONSENT_UPDATE(
      "customers_marketing_consent/update",
      new Meaning.Consent("sms-consent", "id", "sms_marketing_consent")),
  ORDERS_CREATE("orders/create", new Meaning.Changed(Subject.ORDER, "id")),
  ORDERS_UPDATED("orders/updated", new Meaning.Changed(Subject.ORDER, "id")),
  ORDERS_CANCELLED("orders/cancelled", new Meaning.Changed(Subject.ORDER, "id")),
  ORDERS_DELETE("orders/delete", new Meaning.Deleted(Subject.ORDER)),
  FULFILLMENTS_CREATE("fulfillments/create", new Meaning.Changed(Subject.ORDER, "order_id")),
  FULFILLMENTS_UPDATE("fulfillments/update", new Meaning.Changed(Subject.ORDER, "order_id")),
  FULFILLMENT_EVENTS_CREATE(
      "fulfillment_events/create", new Meaning.Changed(Subject.ORDER, "order_id")),
  REFUNDS_CREATE("refunds/create", new Meaning.Changed(Subject.ORDER, "order_id")),
  PRODUCTS_CREATE("products/create", new Meaning.Changed(Subject.PRODUCT, "id")),
  PRODUCTS_UPDATE("products/update", new Meaning.Changed(Subject.PRODUCT, "id")),
  PRODUCTS_DELETE("products/delete", new Meaning.Deleted(Subject.PRODUCT)),
  BULK_OPERATIONS_FINISH("bulk_operations/finish", new Meaning.Nothing()),
  APP_UNINSTALLED("app/uninstalled", new Meaning.Uninstalled()),
  CUSTOMERS_DATA_REQUEST("customers/data_request", new Meaning.Privacy()),
  CUSTOMERS_REDACT("customers/redact", new Meaning.Privacy()),
  SHOP_REDACT("shop/redact", new Meaning.Privacy());

  private final String header;
  private final Meaning meaning;

  Topic(String header, Meaning meaning) {
    this.header = header;
    this.meaning = meaning;
  }

  /// What a call comes to.
  sealed interface Meaning {
    /// Its body lacks much of what the API tells: the record is read.
    ///
    /// @param field of the body that holds its id
    record Changed(Subject subject, String field) implements Meaning {}

    /// The record is gone; nothing else would ever say so.
    record Deleted(Subject subject) implements Meaning {}

    /// Of two customers one is left.
    record Merged() implements Meaning {}

    /// A decision, whole and with its time.
    ///
    /// @param kind of the record it becomes
    /// @param field of the body that holds the customer's id
    /// @param part of the body that holds the decision
    record Consent(String kind, String field, String part) implements Meaning {
      RecordKind recordKind() {
        return new RecordKind(kind);
      }
    }

    /// Somebody asks what is held of them, or to be forgotten: for a person to act on.
    record Privacy() implements Meaning {}

    /// The shop has put an end to it.
    record Uninstalled() implements Meaning {}

    /// Nothing follows.
    record Nothing() implements Meaning {}
  }

  /// As a delivery names it.
  String header() {
    return header;
  }

  /// As the API spells it.
  String word() {
    return name().toUpperCase(Locale.ROOT);
  }

  Meaning meaning() {
    return meaning;
  }

  /// Whether the API takes a subscription to it; the others stand in the app's own configuration.
  boolean canBeSubscribed() {
    return !(meaning instanceof Meaning.Privacy);
  }

  static Optional<Topic> of(String header) {
    return Arrays.stream(values()).filter(one -> one.header.equals(header)).findFirst();
  }
}
