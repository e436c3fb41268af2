package dev.selvedge.dotdigital.answer;

/// The id under which Dotdigital does work later: an import, a deletion, an enrolment. Store it
/// before anything else happens, because it is the only way to learn how the work ended.
public record JobId(String value) {
  public JobId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a job id is not blank");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
