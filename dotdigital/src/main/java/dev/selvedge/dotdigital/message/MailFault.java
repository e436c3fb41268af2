package dev.selvedge.dotdigital.message;

import dev.selvedge.dotdigital.json.View;
import java.util.Optional;

/// A mail of several that was not taken. Immutable.
///
/// @param index which, by its place in the request
/// @param code Dotdigital's
/// @param reason Dotdigital's words
public record MailFault(int index, String code, String reason) {
  /// Empty for the line of one that was taken.
  static Optional<MailFault> read(View line) {
    String code = line.text("failureCode");
    return code.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MailFault((int) line.requiredNumber("index"), code, line.text("failureReason")));
  }
}
