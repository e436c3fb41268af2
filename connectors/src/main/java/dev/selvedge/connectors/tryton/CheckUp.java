package dev.selvedge.connectors.tryton;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ClockSkew;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.walk.Entry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Looks at a real ERP: does it answer, do the clocks agree, is the log-in good, has the user a
/// company, may it read each model, has each model the fields, and can one record of each be read.
final class CheckUp {
  private static final int FEW = 2;

  private final Rpc rpc;
  private final Records records;
  private final TrytonOptions options;
  private final InstantSource clock;

  CheckUp(Rpc rpc, Records records, TrytonOptions options, InstantSource clock) {
    this.rpc = rpc;
    this.records = records;
    this.options = options;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (answers(findings) && loggedIn(findings)) {
      options.subjects().forEach(subject -> readable(subject, findings));
    }
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    try {
      HttpReply reply = rpc.knock();
      findings.add(new Finding(true, "Tryton answers", ""));
      ClockSkew.of(reply, "Tryton", clock.instant()).ifPresent(findings::add);
      return true;
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "check the url, and that Tryton is running"));
      return false;
    }
  }

  private boolean loggedIn(List<Finding> findings) {
    ArrayNode params = rpc.list().add(true);
    try {
      if (rpc.call("res.user", "get_preferences", params)
          instanceof Rpc.Answer.Content(JsonNode mine)) {
        findings.add(new Finding(true, "the log-in works", ""));
        findings.add(
            mine.path("company").isIntegralNumber()
                ? new Finding(true, "the user works for a company", "")
                : new Finding(
                    false,
                    "the user works for no company, so it sees no sales",
                    "give the user a company in its preferences"));
        return true;
      }
      findings.add(new Finding(false, "the session is refused", "check the user"));
    } catch (SourceException refused) {
      findings.add(broken(refused, "check database, username and password"));
    }
    return false;
  }

  private void readable(Subject subject, List<Finding> findings) {
    String what = subject.kind() + " (" + subject.model() + ")";
    try {
      List<String> closed = closed(subject);
      if (!closed.isEmpty()) {
        findings.add(
            new Finding(
                false,
                what + ": the user may not read " + String.join(", ", closed),
                "put the user into a group that may, or leave '"
                    + subject.kind()
                    + "' out of 'feeds'"));
        return;
      }
      records.checkFields(subject);
      findings.add(trial(subject, what));
    } catch (SourceException unreadable) {
      findings.add(
          broken(
              unreadable,
              "if its module is not active, leave '" + subject.kind() + "' out of 'feeds'"));
    }
  }

  private Finding trial(Subject subject, String what) {
    List<Long> ids = new ArrayList<>();
    for (ModelList list : ModelList.of(subject, records, options)) {
      List<Long> here = records.rows(list.list(), list.first(clock.instant()), FEW).ids();
      ids.addAll(here.subList(0, Math.min(1, here.size())));
    }
    List<Entry> read = records.whole(subject, ids.stream().distinct().toList());
    if (read.stream().anyMatch(Entry.Broken.class::isInstance)) {
      return new Finding(false, "Tryton fails on some " + what, "look into Tryton's log");
    }
    return new Finding(
        true,
        what + " can be read; " + (read.isEmpty() ? "there are none yet" : "one was, as a trial"),
        "");
  }

  /// The models that the user may not read.
  private List<String> closed(Subject subject) {
    List<String> models =
        Stream.concat(Stream.of(subject.model()), subject.parts().stream().map(Subject.Part::model))
            .toList();
    ArrayNode params = rpc.list();
    ArrayNode asked = params.addArray();
    models.forEach(asked::add);
    return rpc.call("ir.model.access", "get_access", params)
            instanceof Rpc.Answer.Content(JsonNode access)
        ? models.stream().filter(model -> !may(access.path(model).path("read"))).toList()
        : List.of();
  }

  /// True, or on SQLite 1.
  static boolean may(JsonNode allowed) {
    return allowed.isIntegralNumber() ? allowed.intValue() != 0 : allowed.asBoolean(false);
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
