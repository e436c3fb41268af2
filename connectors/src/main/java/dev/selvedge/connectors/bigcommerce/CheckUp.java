package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ClockSkew;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.walk.Entry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Looks at a real store: is the token good, do the clocks agree, how much of the quota is left,
/// can one record of each feed be read, are the webhooks registered and active.
final class CheckUp {
  private static final int OK = 200;

  private final StoreApi api;
  private final Records records;
  private final BigOptions options;
  private final InstantSource clock;

  CheckUp(StoreApi api, Records records, BigOptions options, InstantSource clock) {
    this.api = api;
    this.records = records;
    this.options = options;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (!answers(findings)) {
      return findings;
    }
    options.subjects().stream()
        .filter(subject -> subject != Subject.CART)
        .forEach(subject -> readable(subject, findings));
    options
        .hooks()
        .ifPresent(
            hooks -> {
              try {
                findings.addAll(new Registered(api, hooks, options.subjects()).examine());
              } catch (SourceException unsaid) {
                findings.add(broken(unsaid, "try again"));
              }
            });
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    HttpReply reply;
    try {
      reply = api.knock();
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "see that the hub may call out"));
      return false;
    }
    ClockSkew.of(
            "the store's",
            reply,
            clock.instant(),
            "set the hub's by a time server: freshness is measured between them, and calls signed"
                + " too long ago are refused")
        .ifPresent(findings::add);
    reply
        .header("X-Rate-Limit-Requests-Left")
        .ifPresent(
            left ->
                findings.add(
                    new Finding(
                        true,
                        "quota: "
                            + left
                            + " of "
                            + reply.header("X-Rate-Limit-Requests-Quota").orElse("?")
                            + " calls are left",
                        "")));
    // Without the scope 'Information' the store says 403 and knows us all the same.
    boolean known = reply.status() == OK || reply.status() == 403;
    findings.add(
        known
            ? new Finding(true, "the token is good", "")
            : new Finding(
                false,
                "the store does not know us (HTTP " + reply.status() + ")",
                "check 'access_token' and 'store_hash'"));
    return known;
  }

  private void readable(Subject subject, List<Finding> findings) {
    String what = subject.kind() + " records";
    try {
      Optional<JsonNode> one = records.one(subject);
      if (one.isPresent()) {
        Stamped.of(subject, one.get());
        for (Entry read : records.completed(subject, List.of(one.get()))) {
          if (read instanceof Entry.Broken broken) {
            throw new SourceException(
                subject.kind() + " " + broken.key() + ": " + broken.sentence());
          }
        }
      }
      findings.add(
          new Finding(
              true,
              what
                  + " can be read; "
                  + (one.isPresent() ? "one was read as a trial" : "there are none yet"),
              ""));
    } catch (SourceException unreadable) {
      findings.add(
          broken(
              unreadable,
              "give the API account the scope "
                  + subject.scope()
                  + ", read-only, or leave '"
                  + subject.kind()
                  + "' out of 'feeds'"));
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
