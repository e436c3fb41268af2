package dev.selvedge.connectors.shopify.api;

import dev.selvedge.RecordKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a shop may call us about, and what a call comes to.
public enum Topic {
  CUSTOMERS_CREATE("customers/create"),
  CUSTOMERS_UPDATE("customers/update"),
  CUSTOMERS_ENABLE("customers/enable"),
  CUSTOMERS_DISABLE("customers/disable"),
  CUSTOMERS_MERGE("customers/merge"),
  CUSTOMERS_DELETE("customers/delete"),
  CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE("customers_email_marketing_consent/update"),
  CUSTOMERS_MARKETING_CONSENT_UPDATE("customers_marketing_consent/update"),
  ORDERS_CREATE("orders/create"),
  ORDERS_UPDATED("orders/updated"),
  ORDERS_CANCELLED("orders/cancelled"),
  ORDERS_DELETE("orders/delete"),
  FULFILLMENTS_CREATE("fulfillments/create"),
  FULFILLMENTS_UPDATE("fulfillments/update"),
  FULFILLMENT_EVENTS_CREATE("fulfillment_events/create"),
  REFUNDS_CREATE("refunds/create"),
  PRODUCTS_CREATE("products/create"),
  PRODUCTS_UPDATE("products/update"),
  PRODUCTS_DELETE("products/delete"),
  BULK_OPERATIONS_FINISH("bulk_operations/finish"),
  APP_UNINSTALLED("app/uninstalled"),
  CUSTOMERS_DATA_REQUEST("customers/data_request"),
  CUSTOMERS_REDACT("customers/redact"),
  SHOP_REDACT("shop/redact");

  private final String header;

  Topic(String header) {
    this.header = header;
  }

  /// What a call comes to.
  public sealed interface Meaning {
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
      /// The kind of record it becomes.
      public RecordKind recordKind() {
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
  public String header() {
    return header;
  }

  /// As the API spells it.
  public String word() {
    return name().toUpperCase(Locale.ROOT);
  }

  /// What a call about it comes to.
  public Meaning meaning() {
    return switch (this) {
      case CUSTOMERS_CREATE, CUSTOMERS_UPDATE, CUSTOMERS_ENABLE, CUSTOMERS_DISABLE ->
          new Meaning.Changed(Subject.CUSTOMER, "id");
      case CUSTOMERS_MERGE -> new Meaning.Merged();
      case CUSTOMERS_DELETE -> new Meaning.Deleted(Subject.CUSTOMER);
      case CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE ->
          new Meaning.Consent("email-consent", "customer_id", "email_marketing_consent");
      case CUSTOMERS_MARKETING_CONSENT_UPDATE ->
          new Meaning.Consent("sms-consent", "id", "sms_marketing_consent");
      case ORDERS_CREATE, ORDERS_UPDATED, ORDERS_CANCELLED ->
          new Meaning.Changed(Subject.ORDER, "id");
      case ORDERS_DELETE -> new Meaning.Deleted(Subject.ORDER);
      case FULFILLMENTS_CREATE, FULFILLMENTS_UPDATE, FULFILLMENT_EVENTS_CREATE, REFUNDS_CREATE ->
          new Meaning.Changed(Subject.ORDER, "order_id");
      case PRODUCTS_CREATE, PRODUCTS_UPDATE -> new Meaning.Changed(Subject.PRODUCT, "id");
      case PRODUCTS_DELETE -> new Meaning.Deleted(Subject.PRODUCT);
      case BULK_OPERATIONS_FINISH -> new Meaning.Nothing();
      case APP_UNINSTALLED -> new Meaning.Uninstalled();
      case CUSTOMERS_DATA_REQUEST, CUSTOMERS_REDACT, SHOP_REDACT -> new Meaning.Privacy();
    };
  }

  /// Whether the API takes a subscription to it; the others stand in the app's own configuration.
  public boolean canBeSubscribed() {
    return !(meaning() instanceof Meaning.Privacy);
  }

  /// The topic that a delivery names; nothing where it is none of these.
  public static Optional<Topic> of(String header) {
    return Arrays.stream(values()).filter(one -> one.header.equals(header)).findFirst();
  }
}
