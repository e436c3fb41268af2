package dev.selvedge.connectors.odoo;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.consent.OtherAddress;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Rows of mailing lists, or the blacklist of e-mail addresses. The row is read first: Odoo
/// compares nothing, and each call is a transaction of its own, so what is written between the
/// reading and the writing is written over. Safe for use by many threads.
final class OdooConsent implements ConsentTarget {
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final String OPT_OUT = "opt_out";
  private static final String DECIDED = "opt_out_datetime";
  private static final String ACTIVE = "active";
  private static final String CONTACT = "contact_id";
  private static final String CONTACTS = "mailing.contact";
  private static final String EMAIL = "email";
  private static final String ID = "id";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final SystemName system;
  private final Place place;
  private final InstantSource clock;
  private final HttpPort http;
  private final Json2 api;

  /// Where a decision is kept.
  enum Place {
    /// A row of a mailing list, by its id.
    LIST(Subject.SUBSCRIPTION),
    /// A row of the blacklist, by its id.
    ROW(Subject.BLACKLIST),
    /// The blacklist, by the address of a contact.
    ADDRESS(Subject.PARTNER);

    private final Subject subject;

    Place(Subject subject) {
      this.subject = subject;
    }

    /// What is known of somebody who is told this way.
    Subject subject() {
      return subject;
    }

    private String model() {
      return this == LIST ? Subject.SUBSCRIPTION.model() : Subject.BLACKLIST.model();
    }
  }

  OdooConsent(SystemName system, OdooOptions options, Place place, InstantSource clock) {
    this.system = system;
    this.place = place;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(OdooSystem.CONNECT, options.timeout(), LARGEST_ANSWER));
    this.api = new Json2(http, options, clock);
  }

  @Override
  public Told tell(Decision decision) {
    Json2.Answer answer;
    try {
      answer = find(decision);
    } catch (SourceException failure) {
      return notRead(failure);
    }
    return answer instanceof Json2.Answer.Content(JsonNode found)
        ? look(decision, found.path(0))
        : notRead(answer);
  }

  private Json2.Answer find(Decision decision) {
    ObjectNode arguments = api.arguments();
    ArrayNode clause = arguments.putArray("domain").addArray();
    if (place == Place.ADDRESS) {
      clause.add(EMAIL).add("=").add(decision.email());
    } else {
      clause.add(ID).add("=").add(number(decision.record().key()));
    }
    ArrayNode fields = arguments.putArray("fields").add(Stamps.WRITTEN);
    if (place == Place.LIST) {
      fields.add(OPT_OUT).add(DECIDED).add(CONTACT);
    } else {
      fields.add(ACTIVE).add(EMAIL);
    }
    arguments.put("limit", 1);
    return api.call(place.model(), "search_read", arguments);
  }

  /// Zero, which nothing has, where it cannot be an id.
  private static long number(String key) {
    try {
      return Long.parseLong(key);
    } catch (NumberFormatException notOne) {
      return 0;
    }
  }

  private Told look(Decision decision, JsonNode row) {
    if (!row.isObject()) {
      if (place != Place.ADDRESS) {
        return Told.answered(
            new Outcome.Park(
                "consent.no-record",
                system
                    + " has no such row in "
                    + place.model()
                    + " any more, so the decision cannot be written there."));
      }
      return decision.optIn() ? Told.answered(new Outcome.Done()) : blacklist(decision);
    }
    boolean out = row.path(place == Place.LIST ? OPT_OUT : ACTIVE).asBoolean(false);
    if (place != Place.LIST && !out) {
      // Not to be on the blacklist is no consent: nothing to do for an opt-in, and nothing that
      // would be newer than an opt-out.
      return decision.optIn() ? Told.answered(new Outcome.Done()) : write(decision, row);
    }
    Held now = out ? Held.OPT_OUT : Held.OPT_IN;
    return switch (decision.against(now, since(row, decision))) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE -> decision.optIn() ? optIn(decision, row) : write(decision, row);
    };
  }

  /// An opt-in is for the address it was given for. A row of a list has that of its contact.
  private Told optIn(Decision decision, JsonNode row) {
    JsonNode holder = row;
    if (place == Place.LIST) {
      ObjectNode arguments = api.arguments();
      arguments.putArray("domain").addArray().add(ID).add("=").add(Plain.id(row.path(CONTACT)));
      arguments.putArray("fields").add(EMAIL);
      Json2.Answer answer;
      try {
        answer = api.call(CONTACTS, "search_read", arguments.put("limit", 1));
      } catch (SourceException failure) {
        return notRead(failure);
      }
      if (!(answer instanceof Json2.Answer.Content(JsonNode found))) {
        return notRead(answer);
      }
      holder = found.path(0);
    }
    return OtherAddress.objection(decision, holder.path(EMAIL).asString(""), system)
        .orElseGet(() -> write(decision, row));
  }

  /// Odoo shows seconds and keeps microseconds. Against an opt-in the row counts as of the end of
  /// its second, so that an opt-out of the same second stands.
  private static Stamp since(JsonNode row, Decision decision) {
    Optional<Instant> at =
        Plain.instant(row.path(DECIDED)).or(() -> Plain.instant(row.path(Stamps.WRITTEN)));
    return at.map(shown -> decision.optIn() ? shown.plusMillis(999) : shown)
        .map(Stamp::at)
        .orElseGet(Stamp::absent);
  }

  private Told write(Decision decision, JsonNode row) {
    ObjectNode arguments = api.arguments();
    arguments.putArray("ids").add(row.path(ID).asLong(0));
    ObjectNode values = arguments.putObject("vals");
    if (place == Place.LIST) {
      values.put(OPT_OUT, !decision.optIn());
      if (!decision.optIn()) {
        values.put(DECIDED, SECONDS.format(decision.at()));
      }
    } else {
      values.put(ACTIVE, !decision.optIn());
    }
    return written("write", arguments);
  }

  /// Odoo gives back the row that is there already when somebody else has made one, switched on or
  /// off; so an address counts as told only when a later look says so.
  private Told blacklist(Decision decision) {
    ObjectNode arguments = api.arguments();
    arguments.putArray("vals_list").addObject().put(EMAIL, decision.email());
    Told made = written("create", arguments);
    if (!(made.outcome() instanceof Outcome.Done)) {
      return made;
    }
    try {
      if (find(decision) instanceof Json2.Answer.Content(JsonNode found)
          && found.path(0).path(ACTIVE).asBoolean(false)) {
        return made;
      }
      return Told.answered(
          new Outcome.Unknown(
              system + " does not show the address on its blacklist", clock.instant()));
    } catch (SourceException lost) {
      String why = String.valueOf(lost.getMessage());
      return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
    }
  }

  private Told written(String method, ObjectNode arguments) {
    Json2.Answer answer;
    try {
      answer = api.call(place.model(), method, arguments);
    } catch (SourceException failure) {
      if (failure.isRefused() || api.quietUntil().isPresent()) {
        return notRead(failure);
      }
      String why = String.valueOf(failure.getMessage());
      return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
    }
    return answer instanceof Json2.Answer.Content
        ? Told.answered(new Outcome.Done())
        : notDone(answer);
  }

  /// Of a call that changed nothing.
  private Told notRead(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    if (failure.isRefused()) {
      return refusing("credentials", why);
    }
    return api.quietUntil()
        .map(until -> new Told(new Outcome.Snooze(why, until), new Bearing.Busy(until)))
        .orElseGet(
            () -> new Told(new Outcome.Retry(why, clock.instant()), new Bearing.Silent(why)));
  }

  /// Nothing was written yet, so nothing is unknown.
  private Told notRead(Json2.Answer answer) {
    return answer instanceof Json2.Answer.Failed
        ? Told.answered(
            new Outcome.Retry(system + " fails to show the row: see its log", clock.instant()))
        : notDone(answer);
  }

  private Told notDone(Json2.Answer answer) {
    return switch (answer) {
      case Json2.Answer.Forbidden _ -> forbidden();
      case Json2.Answer.Overtaken _ ->
          Told.answered(
              new Outcome.Retry("somebody was writing the row in " + system, clock.instant()));
      case Json2.Answer.Missing _ ->
          Told.answered(
              new Outcome.Park(
                  "consent.no-record",
                  system + " has no such row, or no " + place.model() + ", any more."));
      case Json2.Answer.Refused _ ->
          Told.answered(
              new Outcome.Park(
                  "consent.refused",
                  system + " does not take the decision: a rule of its own speaks against it."));
      case Json2.Answer.Failed _, Json2.Answer.Content _ ->
          Told.answered(
              new Outcome.Unknown(system + " fails on the row: see its log", clock.instant()));
    };
  }

  private Told forbidden() {
    return refusing(
        "forbidden",
        system + " does not let our user write " + place.model() + ": give it a group that may");
  }

  private Told refusing(String cause, String sentence) {
    return new Told(
        new Outcome.Snooze(sentence, clock.instant().plus(REST)),
        new Bearing.Refusing(cause, sentence));
  }

  @Override
  public Told reach() {
    try {
      return mayWrite() ? Told.answered(new Outcome.Done()) : forbidden();
    } catch (SourceException failure) {
      return notRead(failure);
    }
  }

  /// Whether the user may; also where Odoo gives no answer to that.
  private boolean mayWrite() {
    return switch (api.call(
        place.model(), "has_access", api.arguments().put("operation", "write"))) {
      case Json2.Answer.Content(JsonNode may) -> may.asBoolean(false);
      case Json2.Answer.Forbidden _ -> false;
      case Json2.Answer.Missing _,
          Json2.Answer.Refused _,
          Json2.Answer.Overtaken _,
          Json2.Answer.Failed _ ->
          true;
    };
  }

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    String what = place.model();
    try {
      findings.add(
          mayWrite()
              ? new Finding(true, "consent: the user may write " + what, "")
              : new Finding(
                  false,
                  "consent: the user may not write " + what,
                  "give it a group that may: Email Marketing / User"));
      boolean there =
          api.call(what, "search_read", api.arguments().put("limit", 1))
              instanceof Json2.Answer.Content;
      findings.add(
          there
              ? new Finding(true, "consent: " + what + " can be read", "")
              : new Finding(
                  false,
                  "consent: " + what + " cannot be read",
                  "install the app it belongs to (Email Marketing), or see Odoo's log"));
    } catch (SourceException failure) {
      findings.add(new Finding(false, "consent: " + failure.getMessage(), "check url and api_key"));
    }
    return findings;
  }

  @Override
  public void close() {
    http.close();
  }
}
