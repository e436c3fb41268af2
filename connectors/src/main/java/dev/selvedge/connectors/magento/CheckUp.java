package dev.selvedge.connectors.magento;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ClockSkew;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.JsonReply;
import dev.selvedge.connectors.magento.Subject.Catalogue;
import dev.selvedge.connectors.magento.Subject.Part;
import dev.selvedge.connectors.walk.KeysetWalk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Looks at a real shop: does its API answer, do the clocks agree, are the keys good and the
/// permissions there, can each list be walked, are its stamps in the zone that was said, does a
/// customer tell whether they are subscribed.
final class CheckUp {
  private static final Duration TOLERATED = Duration.ofMinutes(2);

  private final RestApi api;
  private final Records records;
  private final MagentoOptions options;
  private final InstantSource clock;

  CheckUp(RestApi api, Records records, MagentoOptions options, InstantSource clock) {
    this.api = api;
    this.records = records;
    this.options = options;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (answers(findings)) {
      for (Subject subject : options.subjects()) {
        readable(subject.kind().value(), subject.catalogue(), findings);
        for (Part part : subject.parts()) {
          readable(part.catalogue().path(), part.catalogue(), findings);
        }
      }
    }
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    HttpReply reply;
    try {
      reply = api.knock();
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "check 'url', and that the hub may call out"));
      return false;
    }
    ClockSkew.of(
            "the shop's",
            reply,
            clock.instant(),
            "set both by a time server: freshness is measured between them, and signed calls of"
                + " another time are refused")
        .ifPresent(findings::add);
    boolean there = JsonReply.of(reply).isPresent();
    findings.add(
        there
            ? new Finding(true, "the shop's API answers", "")
            : new Finding(
                false,
                "there is no API at that address (HTTP " + reply.status() + ")",
                "check 'url' and 'store'; in maintenance a shop answers 503"));
    return there;
  }

  private void readable(String what, Catalogue list, List<Finding> findings) {
    try {
      Optional<JsonNode> newest = records.newest(list);
      if (newest.isEmpty()) {
        findings.add(new Finding(true, what + ": can be read; there are none yet", ""));
        return;
      }
      walkable(list, newest.get());
      findings.add(new Finding(true, what + ": can be read; one was read as a trial", ""));
      records.stamps().of(newest.get()).map(stamp -> zone(what, stamp)).ifPresent(findings::addAll);
      if (list.equals(Subject.CUSTOMER.catalogue())) {
        findings.add(newsletter(newest.get()));
      }
    } catch (SourceException unreadable) {
      findings.add(broken(unreadable, "or leave it out of 'feeds'"));
    }
  }

  /// Nothing may lie behind the newest row but what came meanwhile; other rows are an error.
  private void walkable(Catalogue list, JsonNode newest) {
    Optional<String> id = Records.id(newest, list.id());
    Optional<Instant> stamp = records.stamps().of(newest);
    if (id.isPresent() && stamp.isPresent()) {
      KeysetWalk place =
          KeysetWalk.from(stamp.get(), clock.instant())
              .past(
                  List.of(new KeysetWalk.Row(id.get(), stamp.get())),
                  false,
                  clock.instant(),
                  options.overlap());
      records.behind(list, place, 2);
    }
  }

  private List<Finding> zone(String what, Instant newest) {
    return newest.isAfter(clock.instant().plus(TOLERATED))
        ? List.of(
            new Finding(
                false,
                what + ": the newest stamp is of the future",
                "the database counts by another zone than " + options.zone() + ": set 'zone'"))
        : List.of();
  }

  private Finding newsletter(JsonNode row) {
    boolean told = row.path("extension_attributes").path("is_subscribed").isBoolean();
    Optional<String> id = Records.id(row, "id");
    if (!told && id.isPresent() && options.reading().newsletter()) {
      told =
          api.get("customers/" + id.get(), Map.of()) instanceof RestApi.Answer.Content(JsonNode one)
              && one.path("extension_attributes").path("is_subscribed").isBoolean();
      return told
          ? new Finding(
              true, "customer: subscriptions are told singly, a call for each customer", "")
          : new Finding(
              false,
              "customer: the shop does not tell who is subscribed",
              "see that the module Magento_Newsletter is active, or set 'newsletter: false'");
    }
    return new Finding(
        true, "customer: it is " + (told ? "told" : "not asked") + " who is subscribed", "");
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
