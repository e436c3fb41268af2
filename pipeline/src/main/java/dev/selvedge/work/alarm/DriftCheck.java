package dev.selvedge.work.alarm;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.audit.schema.SchemaFindings;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether the last audit found that a target does not hold what it should, or a look at schemas
/// that something does not arrive any more. It is over when the next audit, or the next look, finds
/// nothing of the kind.
public final class DriftCheck implements Check {
  private final Store store;

  public DriftCheck(Store store) {
    this.store = store;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.DRIFT);
  }

  @Override
  public Sight look(Instant now) {
    return store.read(
        ports -> {
          List<Finding> findings = new ArrayList<>();
          ports.audits().lastDone().flatMap(DriftCheck::drift).ifPresent(findings::add);
          ports.schemaFindings().standing().stream()
              .filter(one -> one.finding().weight() == SchemaFinding.Weight.BROKEN)
              .forEach(one -> findings.add(broken(one)));
          return Sight.of(findings);
        });
  }

  private static Optional<Finding> drift(Audit audit) {
    AuditResult result = audit.result();
    long mailed = result.wronglyMailed();
    if (result.isClean() && mailed == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            AlarmKind.DRIFT,
            audit.target().value(),
            mailed > 0 ? Severity.CRITICAL : Severity.WARNING,
            audit.endedAt(),
            new Finding.Words(
                what(audit),
                who(result),
                "It has written down each with where it arose, and mends what the project lets it"
                    + " mend by itself.",
                "Look at the audit: the gravest stand first, and each group of alike ones can be"
                    + " mended together."),
            "/audits/" + audit.id()));
  }

  private static String what(Audit audit) {
    long differing = audit.result().differing();
    long never = audit.result().missingNumbers();
    long days = audit.result().wrongDays();
    List<String> words = new ArrayList<>();
    if (differing > 0 || (never == 0 && days == 0)) {
      words.add(count(differing) + " in " + audit.target() + " from what should be there.");
    }
    if (never > 0) {
      words.add(
          never == 1
              ? "1 order number never came."
              : String.format(Locale.UK, "%,d order numbers never came.", never));
    }
    if (days > 0) {
      words.add(
          String.format(
              Locale.UK,
              "On %,d %s other orders came than their system counts.",
              days,
              days == 1 ? "day" : "days"));
    }
    return String.join(" ", words);
  }

  private static String count(long differing) {
    return differing == 1
        ? "1 thing differs"
        : String.format(Locale.UK, "%,d things differ", differing);
  }

  private static String who(AuditResult result) {
    long mailed = result.wronglyMailed();
    Map<String, BigDecimal> missing = result.missing();
    List<String> words = new ArrayList<>();
    if (mailed > 0) {
      words.add(
          mailed == 1
              ? "One person may be mailed who must not be."
              : String.format(Locale.UK, "%,d people may be mailed who must not be.", mailed));
    }
    if (!missing.isEmpty()) {
      words.add(
          missing.entrySet().stream()
              .map(sum -> String.format(Locale.UK, "%s %,.2f", sum.getKey(), sum.getValue()))
              .collect(Collectors.joining(" and ", "Orders worth ", " are missing.")));
    }
    if (result.missingNumbers() > 0 || result.wrongDays() > 0) {
      words.add(
          "People are told nothing of orders of theirs that never came, and their totals leave"
              + " them out.");
    }
    return words.isEmpty()
        ? "Segments and automations see old values of those people or orders."
        : String.join(" ", words);
  }

  private static Finding broken(SchemaFindings.Standing standing) {
    SchemaFinding finding = standing.finding();
    String about =
        finding.subject().isEmpty()
            ? finding.place().text()
            : finding.place().text() + "/" + finding.subject();
    return new Finding(
        AlarmKind.DRIFT,
        about,
        Severity.WARNING,
        standing.since(),
        new Finding.Words(
            finding.sentence(),
            "Whatever needs it gets no new values.",
            "It goes on with all the rest, and looks again every day.",
            advice(finding.advice())),
        link(finding.place()));
  }

  /// They are written to follow a colon.
  private static String advice(String text) {
    String command = "`selvedge audit schema` shows all there is.";
    return text.isEmpty()
        ? command
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1)
            + (text.endsWith(".") ? " " : ". ")
            + command;
  }

  /// The page of a flow shows its mapping and its last records.
  private static String link(Place place) {
    return switch (place.kind()) {
      case RECORDS, MAPPING -> "/flows/" + place.name();
      case DATA_FIELDS, COLLECTION, REFERENCES -> "/";
    };
  }
}
