package dev.selvedge.dotdigital.contact;

import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How an import of contacts stands and, once it is done, what became of each contact. Immutable.
///
/// A contact can be among the failures *and* have been written, when only a part of it was refused,
/// such as a consent record (Dotdigital OpenAPI: contacts v3, import status).
public record ImportReport(
    JobId id,
    State state,
    Word status,
    Summary summary,
    List<Reference> created,
    List<Reference> updated,
    List<Failed> failures) {
  public ImportReport {
    created = List.copyOf(created);
    updated = List.copyOf(updated);
    failures = List.copyOf(failures);
  }

  /// How an import stands.
  public enum State {
    /// Not over yet: ask again in 5 to 30 seconds.
    RUNNING,
    /// Over; the report tells the rest.
    DONE,
    /// Over without effect.
    FAILED,
    /// Stopped by Dotdigital's check of list quality; a person has to look.
    REJECTED_BY_WATCHDOG,
    /// The account may hold no more contacts.
    EXCEEDS_CONTACT_LIMIT,
    /// A status this client has never heard of; see [#status].
    UNKNOWN;

    static State of(Word status) {
      if (status.is("Finished") || status.is("Complete")) {
        return DONE;
      }
      if (status.is("NotFinished") || status.is("NotStarted") || status.is("Processing")) {
        return RUNNING;
      }
      if (status.is("RejectedByWatchdog")) {
        return REJECTED_BY_WATCHDOG;
      }
      if (status.is("ExceedsAllowedContactLimit")) {
        return EXCEEDS_CONTACT_LIMIT;
      }
      return status.is("Failed") ? FAILED : UNKNOWN;
    }
  }

  /// The counts of an import.
  public record Summary(
      long newContacts,
      long updatedContacts,
      long globallySuppressed,
      long invalidEntries,
      long duplicateIdentifiers) {
    static final Summary NONE = new Summary(0, 0, 0, 0, 0);
  }

  /// One contact that was written. Store its id: enrolments need it.
  public record Reference(ContactKey.Id id, Identifiers identifiers) {}

  /// One contact of which something was refused.
  ///
  /// @param id absent when no contact was found or made
  /// @param matchIdentifier the name of the identifier it was looked up by
  public record Failed(
      ContactKey.@Nullable Id id,
      String matchIdentifier,
      Identifiers identifiers,
      List<Failure> reasons) {}

  static ImportReport read(JsonNode body) {
    View report = View.of(body);
    Word status = new Word(report.requiredText("status"));
    return new ImportReport(
        new JobId(report.requiredText("importId")),
        State.of(status),
        status,
        report.object("summary").map(ImportReport::summary).orElse(Summary.NONE),
        report.items("created", ImportReport::reference),
        report.items("updated", ImportReport::reference),
        report.items("failures", ImportReport::failed));
  }

  private static Summary summary(View summary) {
    return new Summary(
        summary.number("newContacts"),
        summary.number("updatedContacts"),
        summary.number("globallySuppressed"),
        summary.number("invalidEntries"),
        summary.number("duplicateIdentifiers"));
  }

  private static Reference reference(View contact) {
    return new Reference(
        new ContactKey.Id(contact.requiredNumber("contactId")),
        Identifiers.read(contact, "identifiers"));
  }

  private static Failed failed(View contact) {
    return new Failed(
        contact.optionalNumber("contactId").map(ContactKey.Id::new).orElse(null),
        contact.text("matchIdentifier"),
        Identifiers.read(contact, "identifiers"),
        contact.items("failures", Failure::read));
  }

  @Override
  public String toString() {
    return "ImportReport[%s, status=%s, created=%d, updated=%d, failures=%d]"
        .formatted(id, status, created.size(), updated.size(), failures.size());
  }
}
