package dev.selvedge.connectors.businesscentral;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.businesscentral.Options.ConsentPage;
import dev.selvedge.connectors.consent.OtherAddress;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.value.TimeText;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Records of an API page that hold consent. The record is read first, and written only while it
/// has the state that was read: Business Central compares the ETag. Safe for use by many threads.
final class PageConsent implements ConsentTarget {
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
  private static final String ETAG = "@odata.etag";
  private static final String ZERO_DATE = "0001-01-01";
  private static final int FAILING = 500;

  private final SystemName system;
  private final Options options;
  private final ConsentPage page;
  private final InstantSource clock;
  private final HttpPort http;
  private final Odata odata;

  PageConsent(SystemName system, Options options, ConsentPage page, InstantSource clock) {
    this.system = system;
    this.options = options;
    this.page = page;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(BusinessCentral.CONNECT, options.timeout(), LARGEST_ANSWER));
    this.odata = new Odata(system, http, options, clock);
  }

  @Override
  public Told tell(Decision decision) {
    if (!decision.record().key().matches("[0-9a-f-]{36}")) {
      return noRecord();
    }
    URI record = URI.create(options.list(Subject.CONSENT) + "(" + decision.record().key() + ")");
    Odata.Answer answer;
    try {
      answer = odata.latest(record);
    } catch (SourceException failure) {
      return notDone(failure);
    }
    return switch (answer) {
      case Odata.Answer.Content(JsonNode held, _) -> look(decision, record, held);
      // Nothing was written yet, so nothing is unknown.
      case Odata.Answer.Failed(int status) when status == FAILING ->
          Told.answered(new Outcome.Retry(system + " fails to show the record", clock.instant()));
      case Odata.Answer.Failed _,
          Odata.Answer.Missing _,
          Odata.Answer.Forbidden _,
          Odata.Answer.Overtaken _ ->
          notDone(answer);
    };
  }

  private Told look(Decision decision, URI record, JsonNode held) {
    JsonNode choice = held.path(page.choice());
    if (!choice.isBoolean() || held.path(ETAG).asString("").isEmpty()) {
      return Told.answered(
          new Outcome.Park(
              "consent.refused",
              system
                  + " shows no Boolean '"
                  + page.choice()
                  + "' with an ETag: see its API page."));
    }
    // False with no time may be what was never decided; it holds no opt-in in either case.
    Held now = choice.booleanValue() ? Held.OPT_IN : Held.OPT_OUT;
    return switch (decision.against(now, since(held))) {
      case HOLDS_IT -> Told.answered(new Outcome.Done());
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE ->
          objection(decision, held.path(page.email()))
              .orElseGet(() -> write(decision, record, held.path(ETAG).asString("")));
    };
  }

  /// Business Central joins several addresses by semicolons.
  private Optional<Told> objection(Decision decision, JsonNode emails) {
    if (!emails.isString()) {
      return Optional.empty();
    }
    List<Optional<Told>> objections =
        Arrays.stream(emails.stringValue().split(";", -1))
            .map(email -> OtherAddress.objection(decision, email, system))
            .toList();
    return objections.contains(Optional.<Told>empty()) ? Optional.empty() : objections.getFirst();
  }

  private Stamp since(JsonNode held) {
    JsonNode at = held.path(page.at());
    return page.at().isEmpty() || at.asString("").startsWith(ZERO_DATE)
        ? Stamp.absent()
        : TimeText.read(at, ZoneOffset.UTC).map(Stamp::at).orElseGet(Stamp::absent);
  }

  private Told write(Decision decision, URI record, String etag) {
    ObjectNode body = Odata.object().put(page.choice(), decision.optIn());
    if (!page.at().isEmpty()) {
      body.put(
          page.at(), decision.isTimeKnown() ? decision.at().toString() : ZERO_DATE + "T00:00:00Z");
    }
    try {
      Odata.Answer answer = odata.patch(record, etag, body);
      return answer instanceof Odata.Answer.Content
          ? Told.answered(new Outcome.Done())
          : notDone(answer);
    } catch (SourceException failure) {
      if (failure.isRefused() || odata.quietUntil().isPresent()) {
        return notDone(failure);
      }
      String why = String.valueOf(failure.getMessage());
      return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
    }
  }

  private Told noRecord() {
    return Told.answered(
        new Outcome.Park(
            "consent.no-record",
            system + " has no such record any more, so the decision cannot be written there."));
  }

  /// Of a call that changed nothing.
  private Told notDone(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    if (failure.isRefused()) {
      return refusing("credentials", why);
    }
    return odata
        .quietUntil()
        .map(until -> new Told(new Outcome.Snooze(why, until), new Bearing.Busy(until)))
        .orElseGet(
            () -> new Told(new Outcome.Retry(why, clock.instant()), new Bearing.Silent(why)));
  }

  private Told notDone(Odata.Answer answer) {
    return switch (answer) {
      case Odata.Answer.Missing _ -> noRecord();
      case Odata.Answer.Forbidden _ ->
          refusing(
              "forbidden",
              system
                  + " does not let our application change "
                  + page.set()
                  + ": see its"
                  + " permission sets");
      case Odata.Answer.Overtaken _ ->
          Told.answered(
              new Outcome.Retry("somebody wrote the record in " + system, clock.instant()));
      case Odata.Answer.Failed(int status) ->
          Told.answered(
              status == FAILING
                  ? new Outcome.Unknown(system + " fails on the record", clock.instant())
                  : new Outcome.Park(
                      "consent.refused",
                      system + " does not take the decision (HTTP " + status + ")."));
      case Odata.Answer.Content _ -> Told.answered(new Outcome.Done());
    };
  }

  private Told refusing(String cause, String sentence) {
    return new Told(
        new Outcome.Snooze(sentence, clock.instant().plus(REST)),
        new Bearing.Refusing(cause, sentence));
  }

  /// Whether the page can be read; there is no way to ask whether it can be written.
  @Override
  public Told reach() {
    try {
      Odata.Answer answer = odata.get(sample(), "");
      return answer instanceof Odata.Answer.Missing
          ? refusing("forbidden", system + " has no page " + page.set() + ": see 'consent'")
          : notDone(answer);
    } catch (SourceException failure) {
      return notDone(failure);
    }
  }

  private URI sample() {
    return URI.create(options.list(Subject.CONSENT) + "?$top=1");
  }

  @Override
  public List<Finding> examine() {
    try {
      if (!(odata.get(sample(), "") instanceof Odata.Answer.Content(JsonNode json, _))) {
        return List.of(
            new Finding(
                false,
                "consent: the page " + page.set() + " cannot be read",
                "check 'consent', and the application's permission sets"));
      }
      JsonNode one = json.path("value").path(0);
      boolean lacks =
          one.isObject()
              && !(one.path(page.choice()).isBoolean()
                  && (page.at().isEmpty() || one.has(page.at())));
      return List.of(
          lacks
              ? new Finding(
                  false,
                  "consent: the page "
                      + page.set()
                      + " shows no '"
                      + page.choice()
                      + "' or no '"
                      + page.at()
                      + "'",
                  "check 'consent.field' and 'consent.at_field'")
              : new Finding(true, "consent: the page " + page.set() + " can be read", ""));
    } catch (SourceException failure) {
      return List.of(
          new Finding(false, "consent: " + failure.getMessage(), "check the application"));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
