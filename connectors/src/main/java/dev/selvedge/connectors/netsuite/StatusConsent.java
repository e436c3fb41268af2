package dev.selvedge.connectors.netsuite;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.consent.OtherAddress;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.netsuite.StatusConsentOffer.Words;
import dev.selvedge.connectors.netsuite.SuiteApi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Customers that are told by their global subscription status. The customer is read first, and
/// once more after it was written: NetSuite itself compares nothing, and the status has no time. So
/// a choice that the hub has not heard of is never written over. Safe for use by many threads.
///
/// | status | reads as |
/// |---|---|
/// | 1, Soft Opt-In | nothing known: NetSuite gives it to customers nobody asked |
/// | 2, Soft Opt-Out | an opt-out |
/// | 3, Confirmed Opt-In | an opt-in |
/// | 4, Confirmed Opt-Out | an opt-out |
final class StatusConsent implements ConsentTarget {
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
  private static final int GONE = 404;
  private static final String STATUS = "globalSubscriptionStatus";
  private static final Pattern ID = Pattern.compile("-?\\d{1,18}");

  private final SystemName system;
  private final Words words;
  private final InstantSource clock;
  private final HttpPort http;
  private final SuiteApi api;

  StatusConsent(SystemName system, NetSuiteOptions options, Words words, InstantSource clock) {
    this.system = system;
    this.words = words;
    this.clock = clock;
    this.http =
        new ApacheHttp(
            new ApacheHttp.Limits(
                NetSuiteSystem.CONNECT, options.site().timeout(), LARGEST_ANSWER));
    this.api = new SuiteApi(system, options, http, clock);
  }

  @Override
  public Told tell(Decision decision) {
    if (!ID.matcher(decision.record().key()).matches()) {
      return gone();
    }
    try {
      return switch (api.record(path(decision))) {
        case Answer.Content(JsonNode customer) -> look(decision, customer);
        case Answer.Refusal refusal -> refused(refusal);
        case Answer.Failed failed ->
            Told.answered(new Outcome.Retry(fails(failed), clock.instant()));
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  private static String path(Decision decision) {
    return "customer/" + decision.record().key();
  }

  private Told look(Decision decision, JsonNode customer) {
    if (!customer.isObject()) {
      return Told.answered(
          new Outcome.Retry(system + " answers without a customer", clock.instant()));
    }
    if (status(customer).equals(wanted(decision))) {
      return heldByStatus(decision, customer);
    }
    return switch (decision.against(held(customer), Stamp.absent())) {
      case HOLDS_IT -> heldByStatus(decision, customer);
      case NEWER -> Told.answered(new Outcome.Drop(NEWER.formatted(system)));
      case WRITE ->
          objection(decision, customer).orElseGet(() -> written(() -> statusAndBox(decision)));
    };
  }

  /// A box may say something else than the status: it was written alone where the status is the
  /// recipient's. An opt-out always reaches it, an opt-in only over one that the hub heard of.
  private Told heldByStatus(Decision decision, JsonNode customer) {
    if (!boxDiffers(decision, customer)) {
      return Told.answered(new Outcome.Done());
    }
    boolean heard = decision.against(Held.OPT_OUT, Stamp.absent()) == Next.WRITE;
    return decision.optIn() && !heard
        ? Told.answered(new Outcome.Drop(NEWER.formatted(system)))
        : objection(decision, customer).orElseGet(() -> written(() -> boxAlone(decision)));
  }

  /// Not so where there is no box, or the role does not see it.
  private boolean boxDiffers(Decision decision, JsonNode customer) {
    JsonNode box = customer.path(words.field());
    return !words.field().isEmpty() && box.isBoolean() && box.booleanValue() != decision.optIn();
  }

  private String wanted(Decision decision) {
    return decision.optIn() ? words.optIn() : words.optOut();
  }

  private static String status(JsonNode customer) {
    return customer.path(STATUS).path("id").asString("");
  }

  private Held held(JsonNode customer) {
    String status = status(customer);
    if (status.equals(words.optOut()) || status.equals("2") || status.equals("4")) {
      return Held.OPT_OUT;
    }
    boolean chosen = status.equals(words.optIn()) && !status.equals("1");
    return chosen || status.equals("3") ? Held.OPT_IN : Held.NOT_KNOWN;
  }

  /// An opt-in is for the address it was given for.
  private Optional<Told> objection(Decision decision, JsonNode customer) {
    return OtherAddress.objection(decision, customer.path("email").asString(""), system);
  }

  private Told written(Supplier<Told> writing) {
    try {
      return writing.get();
    } catch (SourceException failure) {
      return unwritten(failure) ? notAsked(failure) : lost(failure);
    }
  }

  private Told statusAndBox(Decision decision) {
    ObjectNode fields = box(decision);
    fields.putObject(STATUS).put("id", wanted(decision));
    return switch (api.change(path(decision), fields)) {
      case Answer.Content _ -> readBack(decision, true);
      case Answer.Refusal refusal ->
          words.field().isEmpty() || refusal.status() == GONE
              ? refused(refusal)
              : boxAlone(decision);
      case Answer.Failed failed ->
          Told.answered(new Outcome.Unknown(fails(failed), clock.instant()));
    };
  }

  private ObjectNode box(Decision decision) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    return words.field().isEmpty() ? fields : fields.put(words.field(), decision.optIn());
  }

  /// The status is the recipient's own; the box is ours.
  private Told boxAlone(Decision decision) {
    return switch (api.change(path(decision), box(decision))) {
      case Answer.Content _ -> readBack(decision, false);
      case Answer.Refusal refusal -> refused(refusal);
      case Answer.Failed failed ->
          Told.answered(new Outcome.Unknown(fails(failed), clock.instant()));
    };
  }

  /// A success says that the record was saved. A script or a workflow of the account may have put
  /// the field back.
  private Told readBack(Decision decision, boolean byStatus) {
    try {
      return switch (api.record(path(decision))) {
        case Answer.Content(JsonNode customer) -> {
          if (byStatus && !status(customer).equals(wanted(decision))) {
            yield notKept(STATUS);
          }
          boolean shown = byStatus || customer.path(words.field()).isBoolean();
          yield shown && !boxDiffers(decision, customer)
              ? Told.answered(new Outcome.Done())
              : notKept(words.field());
        }
        case Answer.Refusal refusal -> refused(refusal);
        case Answer.Failed failed ->
            Told.answered(new Outcome.Unknown(fails(failed), clock.instant()));
      };
    } catch (SourceException failure) {
      return lost(failure);
    }
  }

  private Told notKept(String field) {
    return Told.answered(
        new Outcome.Park(
            "consent.refused",
            system
                + " does not keep the decision in '"
                + field
                + "'. Look at the customer there, and at the scripts and workflows that save it."));
  }

  private Told refused(Answer.Refusal refusal) {
    return refusal.status() == GONE
        ? gone()
        : Told.answered(
            new Outcome.Park(
                "consent.refused",
                system
                    + " does not take the decision (HTTP "
                    + refusal.status()
                    + ", "
                    + refusal.code()
                    + "). A confirmed status may be the recipient's alone to change: look at the"
                    + " customer there, or give a check box as 'field'."));
  }

  private Told gone() {
    return Told.answered(
        new Outcome.Park(
            "consent.no-record",
            system + " has no such customer any more, so the decision cannot be written there."));
  }

  private String fails(Answer.Failed failed) {
    return system + " fails with HTTP " + failed.status();
  }

  /// Whether NetSuite said itself that it did not do it.
  private boolean unwritten(SourceException failure) {
    return failure.isRefused() || api.quietUntil().isPresent();
  }

  private Told lost(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    return new Told(new Outcome.Unknown(why, clock.instant()), new Bearing.Silent(why));
  }

  /// Nothing was written, and nothing will be before something changes.
  private Told notAsked(SourceException failure) {
    String why = String.valueOf(failure.getMessage());
    Instant now = clock.instant();
    Optional<Instant> quiet = api.quietUntil();
    if (failure.isRefused()) {
      return new Told(
          new Outcome.Snooze(why, now.plus(REST)), new Bearing.Refusing("forbidden", why));
    }
    return quiet.isPresent()
        ? new Told(new Outcome.Snooze(why, quiet.get()), new Bearing.Busy(quiet.get()))
        : new Told(new Outcome.Retry(why, now), new Bearing.Silent(why));
  }

  @Override
  public Told reach() {
    try {
      return switch (api.record("customer?limit=1")) {
        case Answer.Content _ -> Told.answered(new Outcome.Done());
        case Answer.Refusal refusal -> closed(refusal);
        case Answer.Failed failed ->
            Told.answered(new Outcome.Retry(fails(failed), clock.instant()));
      };
    } catch (SourceException failure) {
      return notAsked(failure);
    }
  }

  private Told closed(Answer.Refusal refusal) {
    String sentence =
        system
            + " does not show customers by the record service (HTTP "
            + refusal.status()
            + ", "
            + refusal.code()
            + ")";
    return new Told(
        new Outcome.Snooze(sentence, clock.instant().plus(REST)),
        new Bearing.Refusing("forbidden", sentence));
  }

  /// That customers may be changed cannot be asked without changing one.
  @Override
  public List<Finding> examine() {
    String advice =
        "give the role 'REST Web Services', and 'Customers' with the level Edit; the service needs"
            + " SuiteTax";
    return List.of(
        switch (reach().outcome()) {
          case Outcome.Done _ ->
              new Finding(true, "consent: the record service shows customers", "");
          case Outcome.Snooze snooze -> new Finding(false, "consent: " + snooze.why(), advice);
          case Outcome.Retry retry -> new Finding(false, "consent: " + retry.why(), advice);
          case Outcome.Park _, Outcome.Drop _, Outcome.Unknown _ ->
              new Finding(false, "consent: NetSuite does not answer", advice);
        });
  }

  @Override
  public void close() {
    http.close();
  }
}
