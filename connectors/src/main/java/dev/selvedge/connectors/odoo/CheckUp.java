package dev.selvedge.connectors.odoo;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ClockSkew;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Looks at a real Odoo: does it answer, do the clocks agree, is the key good and for how long, is
/// the language there, and can one record of each feed be read.
final class CheckUp {
  private static final String SKEW =
      "set both by a time server: freshness is measured between them";
  private static final Duration SOON = Duration.ofDays(14);
  private static final int FEW = 2;

  private final Json2 api;
  private final Records records;
  private final OdooOptions options;
  private final InstantSource clock;

  CheckUp(Json2 api, Records records, OdooOptions options, InstantSource clock) {
    this.api = api;
    this.records = records;
    this.options = options;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    Optional<JsonNode> user = user(findings);
    if (user.isPresent()) {
      endOfKey(user.get().path("uid").asLong(0)).ifPresent(findings::add);
      language().ifPresent(findings::add);
      options.subjects().forEach(subject -> findings.add(readable(subject)));
    }
    return findings;
  }

  private Optional<JsonNode> user(List<Finding> findings) {
    try {
      HttpReply reply = api.whoami();
      findings.add(new Finding(true, "Odoo answers", ""));
      ClockSkew.of("Odoo's", reply, clock.instant(), SKEW).ifPresent(findings::add);
      if (api.answer(reply) instanceof Json2.Answer.Content(JsonNode user)) {
        findings.add(new Finding(true, "the API key works", ""));
        return Optional.of(user);
      }
      findings.add(
          new Finding(
              false,
              "Odoo does not say whose the API key is",
              "give the key's user the access rights of an internal user"));
    } catch (SourceException failure) {
      findings.add(broken(failure, "check url, database and api_key"));
    }
    return Optional.empty();
  }

  /// The first of the user's keys to end: which of them is ours cannot be told.
  private Optional<Finding> endOfKey(long user) {
    ObjectNode arguments = api.arguments();
    ArrayNode domain = arguments.putArray("domain");
    domain.addArray().add("user_id").add("=").add(user);
    domain.addArray().add("expiration_date").add("!=").add(false);
    arguments.putArray("fields").add("expiration_date");
    arguments.put("order", "expiration_date asc").put("limit", 1);
    try {
      if (api.call("res.users.apikeys", "search_read", arguments)
          instanceof Json2.Answer.Content(JsonNode keys)) {
        return Plain.instant(keys.path(0).path("expiration_date")).map(this::ending);
      }
      return Optional.empty();
    } catch (SourceException failure) {
      return Optional.of(broken(failure, "ask again"));
    }
  }

  private Finding ending(Instant end) {
    return end.isBefore(clock.instant().plus(SOON))
        ? new Finding(
            false,
            "an API key of this user ends at " + end,
            "make a new one and set it before then; remove keys that are of no use")
        : new Finding(true, "the first API key of this user to end does so at " + end, "");
  }

  private Optional<Finding> language() {
    if (options.language().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode arguments = api.arguments();
    ArrayNode domain = arguments.putArray("domain");
    domain.addArray().add("code").add("=").add(options.language());
    domain.addArray().add("active").add("=").add(true);
    arguments.putArray("fields").add("code");
    try {
      boolean lacking =
          api.call("res.lang", "search_read", arguments)
                  instanceof Json2.Answer.Content(JsonNode found)
              && found.isEmpty();
      return Optional.of(
          lacking
              ? new Finding(
                  false,
                  "Odoo has no language " + options.language() + " switched on",
                  "switch it on in Odoo's settings, or leave 'language' out")
              : new Finding(true, "the language " + options.language() + " is there", ""));
    } catch (SourceException failure) {
      return Optional.of(broken(failure, "ask again"));
    }
  }

  private Finding readable(Subject subject) {
    String what = subject.kind() + " (" + subject.model() + ")";
    try {
      records.checkFields(subject);
      List<Long> ids = new ArrayList<>();
      for (Subject.Listed list : subject.lists()) {
        OffsetWalk start = OffsetWalk.after(Instant.EPOCH, clock.instant());
        records.rows(list, start, FEW).leads().stream()
            .flatMap(Collection::stream)
            .limit(1)
            .forEach(ids::add);
      }
      List<Entry> read = records.whole(subject, ids);
      if (read.stream().anyMatch(Entry.Broken.class::isInstance)) {
        return new Finding(false, "Odoo fails on some " + what, "look into Odoo's log");
      }
      String count = read.isEmpty() ? "there are none yet" : "one was, as a trial";
      return new Finding(true, what + " can be read; " + count, "");
    } catch (SourceException unreadable) {
      return broken(unreadable, "or leave '" + subject.kind() + "' out of 'feeds'");
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
