package dev.selvedge.app.report;

import dev.selvedge.watch.report.Tallies.Moved;
import dev.selvedge.work.report.Figures;
import dev.selvedge.work.report.Reported;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A report as other programs read it: every figure, for any audience, and the sentences of one.
public final class ReportDocument {
  private ReportDocument() {}

  /// Figures and sentences.
  ///
  /// @param report of the same figures
  public static ObjectNode json(Reported reported, Report report) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("project", report.project())
            .put("audience", report.audience().word())
            .put("made_at", reported.madeAt().toString())
            .put("whole", reported.isWhole())
            .put("attributed_within", reported.attributed().toString());
    figures(reported.now(), document.putObject("figures"));
    if (reported.before().isPresent()) {
      figures(reported.before().get(), document.putObject("before"));
    } else {
      document.putNull("before");
    }
    reported
        .audit()
        .ifPresentOrElse(
            audit ->
                document
                    .putObject("audit")
                    .put("id", audit.id())
                    .put("target", audit.target().value())
                    .put("started_at", audit.startedAt().toString())
                    .put("state", audit.state().name().toLowerCase(Locale.ROOT))
                    .put("differing", audit.result().differing()),
            () -> document.putNull("audit"));
    ArrayNode allowances = document.putArray("allowances");
    reported
        .allowances()
        .forEach(
            one ->
                allowances
                    .addObject()
                    .put("target", one.target())
                    .put("scope", one.scope())
                    .put("limit", one.limit())
                    .put("taken", one.taken())
                    .put("renews_at", one.renewsAt().toString()));
    ArrayNode sections = document.putArray("sections");
    for (Report.Section section : report.sections()) {
      ArrayNode sentences =
          sections
              .addObject()
              .put("topic", section.topic().name().toLowerCase(Locale.ROOT))
              .put("title", section.topic().title())
              .putArray("sentences");
      section.sentences().forEach(sentences::add);
    }
    return document;
  }

  private static void figures(Figures figures, ObjectNode into) {
    into.put("period", figures.span().period().word())
        .put("first_day", figures.span().first().toString())
        .put("last_day", figures.span().last().toString())
        .put("zone", figures.span().zone().getId())
        .put("from", figures.span().start().toString())
        .put("to", figures.span().end().toString());
    moved(figures.all(), into);
    into.put("replayed", figures.replayed())
        .put("mended", figures.mended())
        .put("in_time_percent", figures.inTime().tenThousandths() / 100.0)
        .put("alarms_raised", figures.raised())
        .put("alarms_open_at_end", figures.stillOpen());
    ArrayNode flows = into.putArray("flows");
    figures.moved().forEach((flow, moved) -> moved(moved, flows.addObject().put("flow", flow)));
    freshness(figures, into);
    consent(figures, into);
    earned(figures, into);
    alarms(figures, into);
  }

  private static void freshness(Figures figures, ObjectNode into) {
    ArrayNode freshness = into.putArray("freshness");
    for (Figures.Kept one : figures.kept()) {
      freshness
          .addObject()
          .put("flow", one.strand().flow())
          .put("target", one.strand().target())
          .put("what", one.strand().matter().word())
          .put("goal", one.goal().words())
          .put("told", one.share().total())
          .put("in_time", one.share().met())
          .put("kept", one.isKept())
          .put("budget_left_percent", Math.floor(one.budgetLeft() * 10_000) / 100);
    }
  }

  private static void consent(Figures figures, ObjectNode into) {
    ArrayNode decided = into.putArray("consent");
    figures
        .decided()
        .forEach(
            one ->
                decided
                    .addObject()
                    .put("system", one.system())
                    .put("topic", one.topic())
                    .put("choice", one.choice().toLowerCase(Locale.ROOT))
                    .put("count", one.count()));
  }

  private static void earned(Figures figures, ObjectNode into) {
    ArrayNode earned = into.putArray("after_automations");
    figures
        .earned()
        .forEach(
            one ->
                earned
                    .addObject()
                    .put("automation", one.automation())
                    .put("currency", one.currency())
                    .put("orders", one.orders())
                    .put("net", one.net().toPlainString()));
  }

  private static void alarms(Figures figures, ObjectNode into) {
    ArrayNode alarms = into.putArray("alarms");
    figures
        .alarms()
        .forEach(
            one ->
                alarms
                    .addObject()
                    .put("number", one.number())
                    .put("kind", one.kind().word())
                    .put("about", one.about())
                    .put("severity", one.severity().word())
                    .put("raised_at", one.raisedAt().toString())
                    .put(
                        "ended_at",
                        one.endedAt().equals(Instant.EPOCH) ? "" : one.endedAt().toString())
                    .put("what", one.what()));
  }

  private static void moved(Moved moved, ObjectNode into) {
    into.put("received", moved.received())
        .put("delivered", moved.delivered())
        .put("parked", moved.parked());
  }
}
