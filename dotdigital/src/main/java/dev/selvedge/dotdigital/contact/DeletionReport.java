package dev.selvedge.dotdigital.contact;

import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How the deletion of many contacts stands and what became of each. Immutable.
public record DeletionReport(
    JobId id,
    State state,
    Word status,
    Summary summary,
    List<Identifiers> deleted,
    List<Failed> failures) {
  public DeletionReport {
    deleted = List.copyOf(deleted);
    failures = List.copyOf(failures);
  }

  /// How a deletion stands.
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    /// A status this client has never heard of; see [#status].
    UNKNOWN;

    static State of(Word status) {
      if (status.is("NotStarted") || status.is("NotFinished")) {
        return RUNNING;
      }
      if (status.is("Finished") || status.is("Complete")) {
        return DONE;
      }
      return status.is("Failed") ? FAILED : UNKNOWN;
    }
  }

  /// The counts of a deletion.
  public record Summary(long requested, long deleted, long unknown, long invalid) {
    static final Summary NONE = new Summary(0, 0, 0, 0);
  }

  /// One contact that was not deleted.
  public record Failed(Identifiers identifier, List<Failure> reasons) {}

  static DeletionReport read(JsonNode body) {
    View report = View.of(body);
    Word status = new Word(report.requiredText("status"));
    return new DeletionReport(
        new JobId(report.requiredText("deleteId")),
        State.of(status),
        status,
        report.object("summary").map(DeletionReport::summary).orElse(Summary.NONE),
        report.items("deleted", Identifiers::of),
        report.items(
            "failures",
            failed ->
                new Failed(
                    Identifiers.read(failed, "identifier"),
                    failed.items("failures", Failure::read))));
  }

  private static Summary summary(View summary) {
    return new Summary(
        summary.number("requestedContacts"),
        summary.number("deletedContacts"),
        summary.number("unknownContacts"),
        summary.number("invalidEntries"));
  }

  @Override
  public String toString() {
    return "DeletionReport[%s, status=%s, deleted=%d, failures=%d]"
        .formatted(id, status, deleted.size(), failures.size());
  }
}
