package dev.selvedge.connectors.shopify;

import java.util.List;
import java.util.stream.Stream;

/// The questions asked of the Admin API, made once for a system. Immutable. Every one of them is
/// held against Shopify's published schema by a test.
final class Queries {
  static final String SHOP =
      """
      query Shop {
        shop { myshopifyDomain currencyCode ianaTimezone }
        currentAppInstallation { accessScopes { handle } }
      }""";

  static final String SUBSCRIPTIONS =
      """
      query Subscriptions($cursor: String) {
        webhookSubscriptions(first: 100, after: $cursor) {
          pageInfo { hasNextPage endCursor }
          nodes { id topic uri format includeFields filter }
        }
      }""";

  static final String SUBSCRIBE =
      """
      mutation Subscribe($topic: WebhookSubscriptionTopic!, $to: WebhookSubscriptionInput!) {
        webhookSubscriptionCreate(topic: $topic, webhookSubscription: $to) {
          webhookSubscription { id }
          userErrors { field message }
        }
      }""";

  static final String RUN_BULK =
      """
      mutation RunBulk($query: String!, $grouped: Boolean!) {
        bulkOperationRunQuery(query: $query, groupObjects: $grouped) {
          bulkOperation { id status createdAt }
          userErrors { field message code }
        }
      }""";

  static final String BULK =
      """
      query Bulk($id: ID!) {
        bulkOperation(id: $id) { id status errorCode createdAt completedAt objectCount fileSize url }
      }""";

  static final String CONSENT =
      """
      query Consent($id: ID!) {
        customer(id: $id) {
          id
          defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
          defaultPhoneNumber { phoneNumber smsMarketingConsent { state updatedAt } }
        }
      }""";

  static final String TELL_EMAIL =
      """
      mutation TellEmail($input: CustomerEmailMarketingConsentUpdateInput!) {
        customerEmailMarketingConsentUpdate(input: $input) {
          customer { id defaultEmailAddress { marketingState marketingUpdatedAt } }
          userErrors { field message code }
        }
      }""";

  static final String TELL_SMS =
      """
      mutation TellSms($input: CustomerSmsMarketingConsentUpdateInput!) {
        customerSmsMarketingConsentUpdate(input: $input) {
          customer {
            id
            defaultPhoneNumber { smsMarketingConsent { state updatedAt } }
          }
          userErrors { field message code }
        }
      }""";

  private final Selections selections;

  Queries(Selections selections) {
    this.selections = selections;
  }

  /// A page of what changed, or of what was made, oldest first.
  String page(Listing listing) {
    return """
    query %1$s($first: Int!, $cursor: String, $filter: String) {
      %2$s(first: $first, after: $cursor, query: $filter, sortKey: %3$s) {
        pageInfo { hasNextPage endCursor }
        nodes {
    %4$s}
      }
    }"""
        .formatted(
            listing.title(),
            listing.subject().list(),
            listing.sortKey(),
            selections.of(listing.read()));
  }

  /// The same page with ids and stamps alone.
  String thinPage(Listing listing) {
    return """
    query Thin%1$s($first: Int!, $cursor: String, $filter: String) {
      %2$s(first: $first, after: $cursor, query: $filter, sortKey: %3$s) {
        pageInfo { hasNextPage endCursor }
        nodes { id %4$s }
      }
    }"""
        .formatted(
            listing.title(), listing.subject().list(), listing.sortKey(), listing.stampField());
  }

  /// How many there are, up to a number.
  String count(Subject subject) {
    return """
    query Count($limit: Int!) {
      %s(limit: $limit) { count precision }
    }"""
        .formatted(subject.count());
  }

  /// Several by their global ids.
  String several(Subject subject) {
    return """
    query Several($ids: [ID!]!) {
      nodes(ids: $ids) {
        __typename
        ... on %s {
    %s}
      }
    }"""
        .formatted(subject.type(), selections.of(subject));
  }

  /// All of a subject, for a bulk operation.
  String inBulk(Subject subject) {
    return "{ %s { edges { node {\n%s} } } }".formatted(subject.list(), selections.inBulk(subject));
  }

  /// The rest of a page within a thing.
  static String rest(String type, String field) {
    return """
    query Rest($id: ID!, $cursor: String) {
      node(id: $id) {
        ... on %s {
    %s}
      }
    }"""
        .formatted(
            type,
            Selections.page(field, 50, Selections.within(type, field))
                .replace("(first: 50)", "(first: 50, after: $cursor)"));
  }

  static final String ALL_FULFILMENTS =
      "query AllFulfilments($id: ID!) { order(id: $id) {\n" + Selections.allFulfilments() + "} }";

  static final String ALL_REFUNDS =
      "query AllRefunds($id: ID!) { order(id: $id) {\n" + Selections.allRefunds() + "} }";

  /// A list and the stamp by which it is walked.
  enum Listing {
    CUSTOMERS_CHANGED("CustomersChanged", Subject.CUSTOMER, "updated_at", "updatedAt"),
    ORDERS_CHANGED("OrdersChanged", Subject.ORDER, "updated_at", "updatedAt"),
    ORDERS_MADE("OrdersMade", Subject.ORDER, "created_at", "createdAt"),
    PRODUCTS_CHANGED("ProductsChanged", Subject.PRODUCT, "updated_at", "updatedAt"),
    VARIANTS_CHANGED("VariantsChanged", Subject.VARIANT, "updated_at", "updatedAt"),
    CHECKOUTS_CHANGED("CheckoutsChanged", Subject.CHECKOUT, "updated_at", "updatedAt");

    private final String title;
    private final Subject subject;
    private final String filter;
    private final String stampField;

    Listing(String title, Subject subject, String filter, String stampField) {
      this.title = title;
      this.subject = subject;
      this.filter = filter;
      this.stampField = stampField;
    }

    String title() {
      return title;
    }

    Subject subject() {
      return subject;
    }

    /// What the list holds: variants come with their products.
    Subject read() {
      return subject == Subject.VARIANT ? Subject.PRODUCT : subject;
    }

    /// The stamp's name in the API's search.
    String filter() {
      return filter;
    }

    String stampField() {
      return stampField;
    }

    /// Whether the search compares this stamp by whole days, as the schema says of customers alone.
    boolean isByDay() {
      return subject == Subject.CUSTOMER;
    }

    /// Abandoned checkouts can be searched by when they changed and not sorted by it.
    String sortKey() {
      return filter.equals("updated_at") && subject.sortedByChange() ? "UPDATED_AT" : "CREATED_AT";
    }

    /// Whether the list is sorted by the stamp by which it is walked.
    boolean isSorted() {
      return subject.sortedByChange();
    }

    /// The lists by which a subject is followed: what changed, and for orders those made recently.
    static List<Listing> of(Subject subject) {
      return Stream.of(values()).filter(one -> one.subject == subject).toList();
    }
  }
}
