package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Looks at a real shop: does its site answer, do the clocks agree, is WooCommerce there in our
/// version, are the keys good, may they write where they have to, can one record of each feed be
/// read, are the webhooks registered and active. Stops where the next question makes no sense.
final class CheckUp {
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private final StoreApi api;
  private final WooSettings settings;
  private final ListReader reader;
  private final InstantSource clock;

  CheckUp(StoreApi api, WooSettings settings, ListReader reader, InstantSource clock) {
    this.api = api;
    this.settings = settings;
    this.reader = reader;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (!answers(findings) || !lets(findings)) {
      return findings;
    }
    List<Subject> subjects = WooConnector.subjects(settings);
    subjects.forEach(subject -> readable(subject, findings));
    settings.hooks().ifPresent(hooks -> webhooks(hooks, subjects, findings));
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    HttpReply reply;
    try {
      reply = api.root();
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "check 'shop', and that the hub may call out"));
      return false;
    }
    findings.add(new Finding(true, "the site answers", ""));
    reply.header("Date").flatMap(RetryAfter::date).ifPresent(date -> findings.add(skew(date)));
    Optional<JsonNode> site = tree(reply);
    if (site.isEmpty()) {
      findings.add(
          new Finding(
              false,
              "the site has no API at that address (HTTP " + reply.status() + ")",
              "check 'shop'; 'permalinks: plain' where the site's permalinks are; a security plug-in"
                  + " may have switched the API off"));
      return false;
    }
    boolean there = false;
    for (JsonNode name : site.get().path("namespaces")) {
      there |= name.asString("").equals(settings.site().version());
    }
    if (!there) {
      findings.add(
          new Finding(
              false,
              "the site has no " + settings.site().version(),
              "see that the plug-in WooCommerce is active"));
    }
    return there;
  }

  private static Optional<JsonNode> tree(HttpReply reply) {
    try {
      return Optional.of(StoreApi.JSON.readTree(reply.body().toBytes()))
          .filter(json -> json.path("namespaces").isArray());
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private Finding skew(Instant theirs) {
    Duration apart = Duration.between(clock.instant(), theirs);
    return apart.abs().compareTo(TOLERATED) <= 0
        ? new Finding(true, "the shop's clock agrees with the hub's", "")
        : new Finding(
            false,
            "the shop's clock is "
                + apart.abs().toSeconds()
                + " s "
                + (apart.isNegative() ? "behind" : "ahead of")
                + " the hub's",
            "set the hub's by a time server: freshness is measured between them, and calls signed by"
                + " OAuth are refused when they are 15 minutes apart");
  }

  private boolean lets(List<Finding> findings) {
    try {
      StoreApi.Answer answer = api.get("orders", Map.of("per_page", "1"));
      findings.add(
          switch (answer) {
            case StoreApi.Answer.Content _ -> new Finding(true, "the keys are good", "");
            case StoreApi.Answer.Refusal refusal ->
                new Finding(
                    false, "the shop takes no question (" + refusal.code() + ")", "try again");
            case StoreApi.Answer.Failed failed ->
                new Finding(
                    false,
                    "the shop fails with HTTP " + failed.status(),
                    "look into its error log");
          });
      return answer instanceof StoreApi.Answer.Content;
    } catch (SourceException refused) {
      findings.add(
          broken(
              refused,
              "check the keys; where the host drops the header that holds them, 'auth: query'"));
      return false;
    }
  }

  private void readable(Subject subject, List<Finding> findings) {
    String what = subject.kind() + " records";
    try {
      Leg leg = new Leg(subject, Leg.Way.SWEEP, Duration.ZERO);
      List<ListReader.Element> elements =
          reader.read(leg, Walk.since(Instant.EPOCH, clock.instant()), 1).elements();
      if (elements.isEmpty()) {
        findings.add(new Finding(true, what + " can be read; there are none yet", ""));
      } else {
        findings.add(
            elements.getFirst() instanceof ListReader.Element.Whole
                ? new Finding(true, what + " can be read; one was read as a trial", "")
                : new Finding(false, "the shop fails on some " + what, "look into its error log"));
      }
    } catch (SourceException unreadable) {
      findings.add(broken(unreadable, "the keys' user must be a shop manager or an administrator"));
    }
  }

  private void webhooks(WooSettings.Hooks hooks, List<Subject> subjects, List<Finding> findings) {
    if (hooks.register()) {
      findings.add(mayWrite(api));
    }
    try {
      findings.addAll(new Registered(api, hooks, Topic.concerning(subjects)).examine());
    } catch (SourceException unsaid) {
      findings.add(broken(unsaid, "try again"));
    }
  }

  /// Keys that may only read are refused for the method alone, before anything is looked up: so a
  /// change of the customer 0, whom no shop has, changes nothing and tells.
  static Finding mayWrite(StoreApi api) {
    try {
      return switch (api.send("PUT", "customers/0", "{}")) {
        case StoreApi.Answer.Refusal _ -> new Finding(true, "the keys may write", "");
        case StoreApi.Answer.Content _, StoreApi.Answer.Failed _ ->
            new Finding(true, "whether the keys may write could not be found out", "");
      };
    } catch (SourceException refused) {
      return refused.isRefused()
          ? new Finding(
              false, "the keys may not write", "make keys with the permission 'Read/Write'")
          : broken(refused, "try again");
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
