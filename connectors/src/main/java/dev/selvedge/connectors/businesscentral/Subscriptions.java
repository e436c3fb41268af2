package dev.selvedge.connectors.businesscentral;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.businesscentral.Options.Hooks;
import dev.selvedge.connectors.value.TimeText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The subscriptions to changes, which end after three days unless they are renewed
/// (Microsoft's "Working with webhooks in Dynamics 365 Business Central"). They are looked at
/// by every poll whose time has come; that they could not be kept holds up no poll, since
/// polling misses nothing. Safe for use by many threads.
final class Subscriptions {
  private static final Duration EVERY = Duration.ofHours(6);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
  private static final Duration LEFT = Duration.ofHours(36);

  private final Odata odata;
  private final Options options;
  private final Hooks hooks;
  private final String address;
  private final ReentrantLock keeping = new ReentrantLock();
  private volatile Instant due = Instant.MIN;

  Subscriptions(SystemName system, Odata odata, Options options, Hooks hooks) {
    this.odata = odata;
    this.options = options;
    this.hooks = hooks;
    this.address = hooks.url() + "/hook/" + system + "/" + ChangeHook.KIND;
  }

  /// One of ours.
  ///
  /// @param etag of its present state
  private record Subscription(String id, String resource, Instant until, String etag) {}

  /// Makes what is missing and renews what ends soon, when it is time to look.
  void keep(Instant now) {
    if (now.isBefore(due) || !keeping.tryLock()) {
      return;
    }
    try {
      boolean kept = keepAll(now);
      due = now.plus(kept ? EVERY : AFTER_FAILURE);
    } catch (SourceException silent) {
      // The poll that follows meets the same system and says what is wrong with it.
      due = now.plus(AFTER_FAILURE);
    } finally {
      keeping.unlock();
    }
  }

  private boolean keepAll(Instant now) {
    List<Subscription> ours = ours();
    boolean kept = true;
    for (Subject subject : wanted()) {
      Optional<Subscription> there = of(subject, ours);
      if (there.isEmpty()) {
        kept &= done(odata.post(options.subscriptions(), wanted(subject)));
      } else if (there.get().until().isBefore(now.plus(LEFT))) {
        URI itself = URI.create(options.subscriptions() + "('" + there.get().id() + "')");
        kept &= done(odata.patch(itself, there.get().etag(), wanted(subject)));
      }
    }
    return kept;
  }

  private static boolean done(Odata.Answer answer) {
    return answer instanceof Odata.Answer.Content;
  }

  private List<Subject> wanted() {
    return options.subjects().stream().filter(Subject::isTold).toList();
  }

  private ObjectNode wanted(Subject subject) {
    return Odata.object()
        .put("notificationUrl", address)
        .put("resource", options.resource(subject))
        .put("clientState", hooks.clientState().reveal());
  }

  private Optional<Subscription> of(Subject subject, List<Subscription> ours) {
    String resource = options.resource(subject);
    return ours.stream().filter(one -> bare(one.resource()).equals(bare(resource))).findFirst();
  }

  private static String bare(String resource) {
    String lower = resource.toLowerCase(Locale.ROOT);
    return lower.startsWith("/") ? lower.substring(1) : lower;
  }

  private List<Subscription> ours() {
    if (!(odata.get(options.subscriptions(), "")
        instanceof Odata.Answer.Content(JsonNode json, _))) {
      throw new SourceException("Business Central does not list its subscriptions");
    }
    List<Subscription> ours = new ArrayList<>();
    for (JsonNode one : json.path("value")) {
      if (one.path("notificationUrl").asString("").equals(address)) {
        ours.add(
            new Subscription(
                one.path("subscriptionId").asString(""),
                one.path("resource").asString(""),
                TimeText.read(one.path("expirationDateTime"), ZoneOffset.UTC).orElse(Instant.MIN),
                one.path("@odata.etag").asString("*")));
      }
    }
    return ours;
  }

  /// What a check-up says; it makes none, since the hub need not be running then.
  ///
  /// @throws SourceException when Business Central does not say
  List<Finding> examine(Instant now) {
    List<Subscription> ours = ours();
    List<Finding> findings = new ArrayList<>();
    for (Subject subject : wanted()) {
      String what = "webhooks: the subscription to " + subject.set() + " at " + address;
      Optional<Subscription> there = of(subject, ours);
      boolean alive = there.filter(one -> one.until().isAfter(now)).isPresent();
      findings.add(
          alive
              ? new Finding(true, what + " is good until " + there.orElseThrow().until(), "")
              : new Finding(
                  false,
                  what + (there.isPresent() ? " has ended" : " is not there"),
                  "the running hub makes it at its next poll, if Business Central reaches the"
                      + " address"));
    }
    return findings;
  }
}
