package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How an import of records stands and, once it is done, which records were refused. Immutable.
public record InsightReport(
    JobId id,
    JobState state,
    Word status,
    String collectionName,
    Summary summary,
    List<Refused> failures) {
  public InsightReport {
    failures = List.copyOf(failures);
  }

  /// The counts of an import.
  public record Summary(long totalRecords, long totalImported, long totalRejected) {
    static final Summary NONE = new Summary(0, 0, 0);
  }

  /// One record that was not taken. The text form leaves the owner and the details out.
  ///
  /// @param ownerIdentifier the name of the identifier of its contact, empty for the account
  /// @param ownerValue the value of that identifier
  /// @param reason such as `ContactEmailDoesNotExist` or `JsonValueIncompatibleWithSchema`
  public record Refused(
      String key, String ownerIdentifier, String ownerValue, Word reason, List<String> details) {
    public Refused {
      details = List.copyOf(details);
    }

    /// {@return whether the record failed only because its contact does not exist (yet)}
    public boolean lacksContact() {
      String text = reason.text().toLowerCase(java.util.Locale.ROOT);
      return text.startsWith("contact") && text.endsWith("doesnotexist");
    }

    @Override
    public String toString() {
      return "Refused[" + key + ", reason=" + reason + "]";
    }
  }

  static InsightReport read(JsonNode body) {
    View report = View.of(body);
    Word status = new Word(report.requiredText("status"));
    return new InsightReport(
        new JobId(report.requiredText("importId")),
        JobState.of(status),
        status,
        report.text("collectionName"),
        report.object("summary").map(InsightReport::summary).orElse(Summary.NONE),
        report.items("failures", InsightReport::refused));
  }

  private static Summary summary(View summary) {
    return new Summary(
        summary.number("totalRecords"),
        summary.number("totalImported"),
        summary.number("totalRejected"));
  }

  private static Refused refused(View failure) {
    Optional<View> owner =
        failure.object("collectionOwner").flatMap(it -> it.object("contactIdentity"));
    return new Refused(
        failure.text("key"),
        owner.map(it -> it.text("identifier")).orElse(""),
        owner.map(it -> it.text("value")).orElse(""),
        failure.word("failureReason"),
        failure.texts("details"));
  }

  @Override
  public String toString() {
    return "InsightReport[%s, status=%s, collection=%s, failures=%d]"
        .formatted(id, status, collectionName, failures.size());
  }
}
