package dev.selvedge.app.report;

import dev.selvedge.app.report.Audience.Topic;
import dev.selvedge.app.report.Report.Section;
import dev.selvedge.app.report.Report.Table;
import dev.selvedge.audit.Audit;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.watch.report.Tallies.Decided;
import dev.selvedge.watch.report.Tallies.Moved;
import dev.selvedge.watch.report.Tallies.Raised;
import dev.selvedge.work.report.Figures;
import dev.selvedge.work.report.Figures.Kept;
import dev.selvedge.work.report.Reported;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/// Puts figures into words. A function of them.
public final class Told {
  private static final int NAMED_AT_MOST = 3;

  private final Reported reported;
  private final Figures now;
  private final Period period;

  private Told(Reported reported) {
    this.reported = reported;
    this.now = reported.now();
    this.period = now.span().period();
  }

  /// The report for an audience.
  public static Report of(Reported reported, Audience audience, String project) {
    Told told = new Told(reported);
    return new Report(
        project,
        reported.now().span(),
        audience,
        reported.madeAt(),
        audience.topics().stream().map(told::section).toList());
  }

  private Section section(Topic topic) {
    return switch (topic) {
      case MOVED -> moved();
      case FRESHNESS -> freshness();
      case TROUBLE -> trouble();
      case CONSENT -> consent();
      case REVENUE -> Revenue.of(reported);
      case AUDIT -> audit();
      case ALLOWANCE -> allowance();
    };
  }

  private Optional<Long> earlier(ToLongFunction<Figures> figure) {
    return reported.before().map(figure::applyAsLong);
  }

  /// A count with a comparison: `1,204 records, 8 % more than the week before`.
  private String counted(String noun, ToLongFunction<Figures> figure) {
    long count = figure.applyAsLong(now);
    return Wording.count(count, noun) + Wording.compared(count, earlier(figure), period);
  }

  private Section moved() {
    List<String> sentences = new ArrayList<>();
    sentences.add("Came in: " + counted("record", figures -> figures.all().received()) + ".");
    sentences.add("Delivered: " + counted("change", figures -> figures.all().delivered()) + ".");
    if (reported.before().isEmpty() && reported.isWhole()) {
      sentences.add(
          "There is nothing to compare with: "
              + Wording.before(period)
              + " was not counted, or not all of it.");
    }
    TreeSet<String> flows = new TreeSet<>(now.moved().keySet());
    reported.before().ifPresent(before -> flows.addAll(before.moved().keySet()));
    List<List<String>> rows = new ArrayList<>();
    for (String flow : flows) {
      Moved moved = now.of(flow);
      Optional<Moved> before = reported.before().map(figures -> figures.of(flow));
      rows.add(
          List.of(
              flow,
              Wording.number(moved.received()),
              before.map(one -> Wording.number(one.received())).orElse("–"),
              Wording.number(moved.delivered()),
              before.map(one -> Wording.number(one.delivered())).orElse("–")));
    }
    String then = Wording.capital(Wording.before(period));
    return new Section(
        Topic.MOVED,
        sentences,
        new Table(1, List.of("Flow", "Came in", then, "Delivered", then), rows));
  }

  private Section freshness() {
    List<String> sentences = new ArrayList<>();
    long total = now.inTime().total();
    if (total == 0) {
      sentences.add("Nothing was delivered whose freshness is measured.");
    } else {
      sentences.add(
          "Of "
              + Wording.count(total, "change")
              + " that reached their target "
              + Wording.share(now.inTime())
              + " did so in time"
              + reported
                  .before()
                  .filter(before -> before.inTime().total() > 0)
                  .map(
                      before ->
                          "; " + Wording.share(before.inTime()) + " did " + Wording.before(period))
                  .orElse("")
              + ".");
      sentences.add(promises());
    }
    return new Section(
        Topic.FRESHNESS,
        sentences,
        new Table(
            4,
            List.of("Flow", "What", "Promised", "Kept", "In time", "Of", "May still be late"),
            now.kept().stream().map(Told::row).toList()));
  }

  private String promises() {
    List<Kept> broken =
        now.kept().stream()
            .filter(one -> !one.isKept())
            .sorted(Comparator.comparingDouble(Kept::budgetLeft))
            .toList();
    if (broken.isEmpty()) {
      return "Every promise was kept.";
    }
    List<String> named =
        broken.stream()
            .limit(NAMED_AT_MOST)
            .map(
                one ->
                    one.strand().matter().word()
                        + " of "
                        + one.strand().flow()
                        + " ("
                        + Wording.share(one.share())
                        + " instead of "
                        + one.goal().words()
                        + ")")
            .toList();
    int more = broken.size() - named.size();
    return "Not kept: "
        + String.join("; ", named)
        + (more > 0 ? "; and " + more + " more" : "")
        + ".";
  }

  private static List<String> row(Kept one) {
    long left = (long) Math.floor(one.budgetLeft() * 100);
    return List.of(
        one.strand().flow() + " → " + one.strand().target(),
        one.strand().matter().word(),
        one.goal().words(),
        one.isKept() ? "yes" : "no",
        Wording.share(one.share()),
        Wording.number(one.share().total()),
        left > 0 ? left + " %" : "used up");
  }

  private Section trouble() {
    List<String> sentences = new ArrayList<>();
    sentences.add("Parked: " + counted("record", figures -> figures.all().parked()) + ".");
    if (now.replayed() > 0) {
      sentences.add(
          "People sent "
              + Wording.count(now.replayed(), "parked thing")
              + " on "
              + (now.replayed() == 1 ? "its" : "their")
              + " way again.");
    }
    if (now.mended() > 0 || earlier(Figures::mended).orElse(0L) > 0) {
      sentences.add(
          "Mended of what audits had found: " + counted("difference", Figures::mended) + ".");
    }
    sentences.add("Alarms: " + counted("new alarm", Figures::raised) + ".");
    if (!now.alarms().isEmpty()) {
      long open = now.stillOpen();
      sentences.add(
          open == 0
              ? "All alarms were over at the end."
              : Wording.capital(Wording.count(open, "alarm"))
                  + (open == 1 ? " was" : " were")
                  + " open at the end.");
    }
    return new Section(
        Topic.TROUBLE,
        sentences,
        new Table(
            5,
            List.of("Alarm", "Severity", "Raised", "Over", "What was wrong"),
            now.alarms().stream().map(this::row).toList()));
  }

  private List<String> row(Raised one) {
    Span span = now.span();
    return List.of(
        one.kind().title() + ": " + one.about(),
        one.severity().word(),
        Wording.time(one.raisedAt(), span.zone()),
        one.isOpen(span.end())
            ? "not in this " + period.word()
            : Wording.time(one.endedAt(), span.zone()),
        one.what());
  }

  private Section consent() {
    List<String> sentences = new ArrayList<>();
    sentences.add("Said yes: " + counted("opt-in", figures -> figures.decided("OPT_IN")) + ".");
    sentences.add("Said no: " + counted("opt-out", figures -> figures.decided("OPT_OUT")) + ".");
    if (now.decided("SUPPRESSED") > 0) {
      sentences.add(
          "Not to be mailed any more, as after a hard bounce or a complaint: "
              + counted("suppression", figures -> figures.decided("SUPPRESSED"))
              + ".");
    }
    Map<String, long[]> lines = new TreeMap<>();
    for (Decided one : now.decided()) {
      int column =
          switch (one.choice()) {
            case "OPT_IN" -> 0;
            case "OPT_OUT" -> 1;
            case "SUPPRESSED" -> 2;
            default -> 3;
          };
      lines.computeIfAbsent(one.system() + '\t' + one.topic(), key -> new long[4])[column] +=
          one.count();
    }
    List<List<String>> rows = new ArrayList<>();
    lines.forEach(
        (key, counts) -> {
          int tab = key.indexOf('\t');
          rows.add(
              List.of(
                  key.substring(0, tab),
                  key.substring(tab + 1),
                  Wording.number(counts[0]),
                  Wording.number(counts[1]),
                  Wording.number(counts[2]),
                  Wording.number(counts[3])));
        });
    return new Section(
        Topic.CONSENT,
        sentences,
        new Table(
            2,
            List.of("Said in", "About", "Opt-ins", "Opt-outs", "Suppressed", "Not confirmed"),
            rows));
  }

  private Section audit() {
    Optional<Audit> audit = reported.audit();
    if (audit.isEmpty()) {
      return new Section(Topic.AUDIT, List.of("Nothing was audited yet."), Table.NONE);
    }
    Audit last = audit.get();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Audit "
            + last.id()
            + " of "
            + last.target().value()
            + " began on "
            + Wording.time(last.startedAt(), now.span().zone())
            + (last.startedAt().isBefore(now.span().start())
                ? ", before this " + period.word() + "."
                : "."));
    if (last.state() == Audit.State.BROKEN_OFF) {
      sentences.add("It was broken off: " + last.why());
    }
    sentences.addAll(last.result().statements());
    return new Section(Topic.AUDIT, sentences, Table.NONE);
  }

  private Section allowance() {
    String time = Wording.time(reported.madeAt(), now.span().zone());
    return new Section(
        Topic.ALLOWANCE,
        List.of(
            reported.allowances().isEmpty()
                ? "No target has counted calls."
                : "As things stood on " + time + "; what past windows took is not kept."),
        new Table(
            2,
            List.of("Target", "Calls", "Gone", "Of", "Renewed"),
            reported.allowances().stream()
                .map(
                    one ->
                        List.of(
                            one.target(),
                            one.scope(),
                            Wording.number(one.taken()),
                            Wording.number(one.limit()),
                            Wording.time(one.renewsAt(), now.span().zone())))
                .toList()));
  }
}
