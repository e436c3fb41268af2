package dev.selvedge.automation;

import dev.selvedge.PersonId;
import java.time.Instant;

/// Something limited that went, or may have. Immutable.
///
/// @param group what it counts for, see [Cap#group]
/// @param enrolment which one, as [EnrolmentKey#text] writes it
/// @param person whose it was then
/// @param record the record that told its fact: it follows whose record that is, should two persons
///     turn out to be one
/// @param at when it was handed out
public record Firing(String group, String enrolment, PersonId person, String record, Instant at) {
  /// Its rule's name.
  public String rule() {
    return EnrolmentKey.parse(enrolment).map(EnrolmentKey::rule).orElse(enrolment);
  }
}
