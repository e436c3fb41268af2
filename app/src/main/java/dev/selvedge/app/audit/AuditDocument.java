package dev.selvedge.app.audit;

import dev.selvedge.Masking;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.Remedy;
import dev.selvedge.audit.numbers.Numbered;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An audit as other programs and spreadsheets read it.
public final class AuditDocument {
  /// The heading of the lines that [#line] writes.
  public static final String HEADING =
      "number,facet,subject,person,kind,field,should_be,is,hop,why,since,money,currency,remedy,"
          + "mended,mended_at";

  private AuditDocument() {}

  /// An audit with its figures, without the single differences.
  public static ObjectNode json(Audit audit) {
    AuditResult result = audit.result();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", Long.toString(audit.id()))
            .put("target", audit.target().value())
            .put("basis", word(audit.basis()))
            .put("seed", audit.seed())
            .put("by", audit.by())
            .put("startedAt", audit.startedAt().toString())
            .put("endedAt", time(audit.endedAt()))
            .put("state", audit.state().words())
            .put("why", audit.why())
            .put("calls", result.calls())
            .put("sourceCalls", result.sourceCalls())
            .put("differing", result.differing())
            .put("wronglyMailed", result.wronglyMailed())
            .put("missingNumbers", result.missingNumbers())
            .put("wrongDays", result.wrongDays());
    ArrayNode statements = json.putArray("statements");
    result.statements().forEach(statements::add);
    ObjectNode missing = json.putObject("missing");
    result.missing().forEach(missing::put);
    parts(json.putArray("parts"), result);
    ArrayNode groups = json.putArray("groups");
    for (AuditResult.Group group : result.groups()) {
      groups
          .addObject()
          .put("facet", word(group.facet()))
          .put("kind", word(group.kind()))
          .put("field", group.field())
          .put("hop", word(group.hop()))
          .put("count", group.count());
    }
    ArrayNode days = json.putArray("days");
    for (AuditResult.Day day : result.days()) {
      days.addObject()
          .put("day", day.day().toString())
          .put("currency", day.currency())
          .put("here", day.here())
          .put("valueHere", day.valueHere())
          .put("there", day.there())
          .put("valueThere", day.valueThere());
    }
    numbers(json.putArray("numbers"), result);
    counted(json.putArray("counted"), result);
    return json;
  }

  private static void numbers(ArrayNode numbers, AuditResult result) {
    for (Numbered one : result.numbers()) {
      ObjectNode json =
          numbers
              .addObject()
              .put("feed", one.feed())
              .put("verdict", word(one.verdict()))
              .put("orders", one.orders())
              .put("missing", one.missing())
              .put("accountedFor", one.set())
              .put("onTheirWay", one.waiting())
              .put("but", one.but());
      ArrayNode runs = json.putArray("runs");
      for (Numbered.Run run : one.runs()) {
        ObjectNode each =
            runs.addObject()
                .put("present", run.present())
                .put("missing", run.missing())
                .put("moreGaps", run.more());
        ArrayNode gaps = each.putArray("gaps");
        for (Numbered.Range gap : run.ranges()) {
          gaps.addObject()
              .put("from", gap.from())
              .put("to", gap.to())
              .put("count", gap.count())
              .put("after", time(gap.after()))
              .put("before", time(gap.before()));
        }
      }
    }
  }

  private static void counted(ArrayNode days, AuditResult result) {
    for (Counted one : result.counted()) {
      ObjectNode day =
          days.addObject()
              .put("feed", one.feed())
              .put("day", one.day().toString())
              .put("there", one.there())
              .put("came", one.came())
              .put("even", one.isEven())
              .put("leftAlone", one.leftAlone());
      ArrayNode sums = day.putArray("sums");
      for (Counted.Sum sum : one.sums()) {
        sums.addObject()
            .put("currency", sum.currency())
            .put("there", sum.there())
            .put("came", sum.came());
      }
    }
  }

  private static void parts(ArrayNode parts, AuditResult result) {
    for (AuditResult.Part part : result.parts()) {
      ObjectNode one =
          parts
              .addObject()
              .put("name", part.name())
              .put("here", part.here())
              .put("there", part.there())
              .put("looked", part.looked())
              .put("differing", part.differing())
              .put("passing", part.passing());
      ObjectNode missing = one.putObject("missing");
      part.missing().forEach(missing::put);
    }
  }

  /// A difference.
  public static ObjectNode json(Audits.Found found) {
    Difference one = found.difference();
    return JsonNodeFactory.instance
        .objectNode()
        .put("number", found.number())
        .put("facet", word(one.subject().facet()))
        .put("subject", subject(one))
        .put("person", person(one))
        .put("kind", word(one.gap().kind()))
        .put("field", one.gap().field())
        .put("wanted", Masking.maskAddresses(one.gap().wanted()))
        .put("shown", Masking.maskAddresses(one.gap().shown()))
        .put("hop", word(one.hop()))
        .put("why", one.why())
        .put("since", time(one.since()))
        .put("money", one.money())
        .put("currency", one.currency())
        .put("remedy", word(Remedy.of(one)))
        .put("mended", found.mended())
        .put("mendedAt", time(found.mendedAt()));
  }

  /// A difference as a line of comma-separated values. A cell that a spreadsheet would take for a
  /// formula gets a mark of its own.
  public static String line(Audits.Found found) {
    Difference one = found.difference();
    return cells(found, one)
        .map(
            text ->
                "=+-@\t\r".indexOf(text.isEmpty() ? ' ' : text.charAt(0)) >= 0 ? "'" + text : text)
        .map(text -> '"' + text.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }

  private static Stream<String> cells(Audits.Found found, Difference one) {
    List<String> cells =
        List.of(
            Long.toString(found.number()),
            word(one.subject().facet()),
            subject(one),
            person(one),
            word(one.gap().kind()),
            one.gap().field(),
            Masking.maskAddresses(one.gap().wanted()),
            Masking.maskAddresses(one.gap().shown()),
            one.hop().words(),
            one.why(),
            time(one.since()),
            one.money().signum() == 0 ? "" : one.money().toPlainString(),
            one.currency(),
            Remedy.of(one).words(),
            found.mended(),
            time(found.mendedAt()));
    return cells.stream();
  }

  /// Of what nobody of the hub knows the target's own number.
  private static String subject(Difference one) {
    boolean stranger = one.hop() == Hop.NOT_OURS && !one.remote().isEmpty();
    return Masking.maskAddresses(stranger ? one.remote() : one.subject().id());
  }

  private static String person(Difference one) {
    return one.person().equals(Difference.NOBODY) ? "" : one.person().toString();
  }

  private static String time(Instant at) {
    return at.equals(Instant.EPOCH) ? "" : at.toString();
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
