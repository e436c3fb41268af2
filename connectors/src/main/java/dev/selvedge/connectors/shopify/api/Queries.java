package dev.selvedge.connectors.shopify.api;

import java.util.List;
import java.util.stream.Stream;

/// The questions asked of the Admin API, made once for a system. Immutable. Every one of them is
/// held against Shopify's published schema by a test.
public final class Queries {
  /// How many orders a filter leaves.
  public static final String PLACED =
      """
      query Placed($filter: String!) {
        ordersCount(query: $filter, limit: null) { count precision }
      }""";

  /// Which shop it is, and what the app may do there.
  public static final String SHOP =
      """
      query Shop {
        shop { myshopifyDomain currencyCode ianaTimezone }
        currentAppInstallation { accessScopes { handle } }
      }""";

  /// The webhooks of the app.
  public static final String SUBSCRIPTIONS =
      """
      query Subscriptions($cursor: String) {
        webhookSubscriptions(first: 100, after: $cursor) {
          pageInfo { hasNextPage endCursor }
          nodes { id topic uri format includeFields filter }
        }
      }""";

  /// One more webhook.
  public static final String SUBSCRIBE =
      """
      mutation Subscribe($topic: WebhookSubscriptionTopic!, $to: WebhookSubscriptionInput!) {
        webhookSubscriptionCreate(topic: $topic, webhookSubscription: $to) {
          webhookSubscription { id }
          userErrors { field message }
        }
      }""";

  /// A new bulk operation.
  public static final String RUN_BULK =
      """
      mutation RunBulk($query: String!, $grouped: Boolean!) {
        bulkOperationRunQuery(query: $query, groupObjects: $grouped) {
          bulkOperation { id status createdAt }
          userErrors { field message code }
        }
      }""";

  /// How far a bulk operation is.
  public static final String BULK =
      """
      query Bulk($id: ID!) {
        bulkOperation(id: $id) { id status errorCode createdAt completedAt objectCount fileSize url }
      }""";

  /// What a customer decided.
  public static final String CONSENT =
      """
      query Consent($id: ID!) {
        customer(id: $id) {
          id
          defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
          defaultPhoneNumber { phoneNumber smsMarketingConsent { state updatedAt } }
        }
      }""";

  /// What a customer decided about e-mail.
  public static final String TELL_EMAIL =
      """
      mutation TellEmail($input: CustomerEmailMarketingConsentUpdateInput!) {
        customerEmailMarketingConsentUpdate(input: $input) {
          customer { id defaultEmailAddress { marketingState marketingUpdatedAt } }
          userErrors { field message code }
        }
      }""";

  /// What a customer decided about text messages.
  public static final String TELL_SMS =
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

  /// Of what is selected of each thing.
  public Queries(Selections selections) {
    this.selections = selections;
  }

  /// A page of what changed, or of what was made, oldest first.
  public String page(Listing listing) {
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
  public String thinPage(Listing listing) {
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
  public String count(Subject subject) {
    return """
    query Count($limit: Int!) {
      %s(limit: $limit) { count precision }
    }"""
        .formatted(subject.count());
  }

  /// Several by their global ids.
  public String several(Subject subject) {
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
  public String inBulk(Subject subject) {
    return "{ %s { edges { node {\n%s} } } }".formatted(subject.list(), selections.inBulk(subject));
  }

  /// The rest of a page within a thing.
  public static String rest(String type, String field) {
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

  /// An order's fulfilments, as many as are ever asked for.
  public static final String ALL_FULFILMENTS =
      "query AllFulfilments($id: ID!) { order(id: $id) {\n" + Selections.allFulfilments() + "} }";

  /// An order's refunds, as many as are ever asked for.
  public static final String ALL_REFUNDS =
      "query AllRefunds($id: ID!) { order(id: $id) {\n" + Selections.allRefunds() + "} }";

  /// A list and the stamp by which it is walked.
  public enum Listing {
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

    /// What it lists.
    public Subject subject() {
      return subject;
    }

    /// What the list holds: variants come with their products.
    public Subject read() {
      return subject == Subject.VARIANT ? Subject.PRODUCT : subject;
    }

    /// The stamp's name in the API's search.
    public String filter() {
      return filter;
    }

    /// The stamp's name in a record.
    public String stampField() {
      return stampField;
    }

    /// Whether the search compares this stamp by whole days, as the schema says of customers alone.
    public boolean isByDay() {
      return subject == Subject.CUSTOMER;
    }

    /// Abandoned checkouts can be searched by when they changed and not sorted by it.
    String sortKey() {
      return filter.equals("updated_at") && subject.sortedByChange() ? "UPDATED_AT" : "CREATED_AT";
    }

    /// Whether the list is sorted by the stamp by which it is walked.
    public boolean isSorted() {
      return subject.sortedByChange();
    }

    /// The lists by which a subject is followed: what changed, and for orders those made recently.
    public static List<Listing> of(Subject subject) {
      return Stream.of(values()).filter(one -> one.subject == subject).toList();
    }
  }
}
