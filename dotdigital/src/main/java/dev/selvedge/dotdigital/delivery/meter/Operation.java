package dev.selvedge.dotdigital.delivery.meter;

import dev.selvedge.dotdigital.http.Request;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The calls the hub makes, each with the counter it is believed to be taken from. Dotdigital does
/// not publish which that is; the answers' own headers correct it (see [Meter]).
public enum Operation {
  CONTACT_IMPORT("PUT /contacts/v3/import", Tier.LOW),
  CONTACT_REPORT("GET /contacts/v3/import/*", Tier.UNLIMITED),
  CONTACT_WRITE("PATCH /contacts/v3/*/*", Tier.MEDIUM),
  CONTACT_READ("GET /contacts/v3/*/*", Tier.HIGH),
  INSIGHT_IMPORT("PUT /insightData/v3/import", Tier.LOW),
  INSIGHT_REPORT("GET /insightData/v3/import/*", Tier.UNLIMITED),
  INSIGHT_WRITE("PUT /insightData/v3/contacts/*/*/*/*", Tier.MEDIUM),
  INSIGHT_DELETE("DELETE /insightData/v3/contacts/*/*/*/*", Tier.MEDIUM),
  INSIGHT_READ("GET /insightData/v3/contacts/*/*/*/*", Tier.HIGH),
  INSIGHT_LIST("GET /insightData/v3/contacts/*", Tier.LOW),
  SHARED_LIST("GET /insightData/v3/account/*", Tier.LOW),
  SHARED_WRITE("PUT /insightData/v3/account/*/*", Tier.MEDIUM),
  SHARED_DELETE("DELETE /insightData/v3/account/*/*", Tier.MEDIUM),
  COLLECTION_CREATE("POST /insightData/v3/collections/*", Tier.MEDIUM),
  SCHEMA("GET /insightData/v3/collections/*/schema", Tier.HIGH),
  FIELDS("GET /v2/data-fields", Tier.HIGH),
  FIELD_CREATE("POST /v2/data-fields", Tier.MEDIUM),
  LISTS("GET /v2/address-books", Tier.HIGH),
  LIST_CREATE("POST /v2/address-books", Tier.MEDIUM),
  LIST_LEAVE("DELETE /v2/address-books/*/contacts/*", Tier.MEDIUM),
  LIST_LEAVE_MANY("POST /v2/address-books/*/contacts/delete", Tier.LOW),
  LIST_REMOVAL("GET /v2/contacts/deletion/*", Tier.UNLIMITED),
  LIST_RETURN("POST /v2/address-books/*/contacts/resubscribe", Tier.MEDIUM),
  LIST_RETURN_AT_ONCE(
      "POST /v2/address-books/*/contacts/resubscribe-with-no-challenge", Tier.MEDIUM),
  ACCOUNT("GET /v2/account-info", Tier.HIGH),
  SERVER_TIME("GET /v2/server-time", Tier.HIGH),
  PROGRAM("GET /v2/programs/*", Tier.HIGH),
  ENROL("POST /v2/programs/enrolments", Tier.MEDIUM),
  ENROLMENT("GET /v2/programs/enrolments/*", Tier.UNLIMITED),
  ENROLMENT_FAULTS("GET /v2/programs/enrolments/*/report-faults", Tier.UNLIMITED),
  SUPPRESSED_SINCE("GET /v2/contacts/suppressed-since/*", Tier.LOW),
  UNSUBSCRIBED_SINCE("GET /v2/contacts/unsubscribed-since/*", Tier.LOW),
  LIST_UNSUBSCRIBED_SINCE("GET /v2/address-books/*/contacts/unsubscribed-since/*", Tier.LOW),
  PREFERENCES("GET /v2/preferences", Tier.HIGH),
  PREFERENCE_CHANGES("GET /v2/contacts/with-preference/*/opt-ins-since/*", Tier.LOW),
  CONTACT_LIST("GET /contacts/v3", Tier.LOW),
  TRIGGERED_MAILS("POST /v2/email/triggered-campaign/batch", Tier.UNLIMITED),
  MARKETING_MAIL("POST /marketing-email/v3/send", Tier.UNLIMITED),
  CAMPAIGN("GET /v2/campaigns/*", Tier.HIGH),
  EVENTS_TOLD("POST /events/v3/import", Tier.LOW),
  EVENTS("GET /events/v3/export/*", Tier.LOW),
  EVENT_SUBSCRIPTIONS("GET /events/v3/export/subscriptions", Tier.HIGH),
  EVENT_SUBSCRIBE("POST /events/v3/export/subscriptions", Tier.MEDIUM),
  EVENT_ACTIVATE("PUT /events/v3/export/subscriptions/*", Tier.MEDIUM),
  /// one this table does not name; its headers are read all the same
  OTHER("", Tier.NOT_KNOWN);

  private static final Map<String, Operation> BY_KIND =
      Arrays.stream(values())
          .collect(Collectors.toMap(operation -> operation.kind, Function.identity()));

  private final String kind;
  private final Tier tier;

  Operation(String kind, Tier tier) {
    this.kind = kind;
    this.tier = tier;
  }

  /// {@return the operation of a request, [#OTHER] for one that the hub does not make itself}
  public static Operation of(Request request) {
    return BY_KIND.getOrDefault(request.kind(), OTHER);
  }

  Tier tier() {
    return tier;
  }

  /// Whether a success without rate headers says that the account has no tiers. Calls that are not
  /// limited carry none anyway, and of enrolments it is not known.
  boolean tellsTheScheme() {
    return this != ENROL && tier != Tier.UNLIMITED && tier != Tier.NOT_KNOWN;
  }

  /// Whether it counts where all calls of an hour are counted (Dotdigital docs: call rate limits).
  boolean countsInTheHour() {
    return this != ENROL && this != TRIGGERED_MAILS && this != MARKETING_MAIL;
  }

  /// The one-minute counters of an account, by the names its headers give them.
  enum Tier {
    LOW("lowCallRate"),
    MEDIUM("mediumCallRate"),
    HIGH("highCallRate"),
    UNLIMITED(""),
    NOT_KNOWN("");

    private final String scope;

    Tier(String scope) {
      this.scope = scope;
    }

    /// Empty where nothing is counted, or nobody knows.
    String scope() {
      return scope;
    }
  }
}
