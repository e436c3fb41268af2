package dev.selvedge.connectors.patchworks.api;

import dev.selvedge.connector.SourceException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// What a call came to. None of them holds a word of the answer's own but [Ok]: it may speak of a
/// person.
public sealed interface Reply {
  record Ok(JsonNode root) implements Reply {}

  /// It will not let us, until a person acts.
  ///
  /// @param cause groups alarms of one kind
  record Refused(String cause, String sentence) implements Reply {}

  /// It asks to wait.
  record Busy(Instant until, String sentence) implements Reply {}

  /// There is no such thing, or not any more.
  record Missing(String sentence) implements Reply {}

  /// It will not have what was sent.
  record Unfit(int status, String sentence) implements Reply {}

  /// No answer, or one that says that it is in trouble: what was asked may have been done.
  record Silent(String sentence) implements Reply {}

  /// The answer, where nothing else is of use.
  ///
  /// @throws SourceException for everything else
  default JsonNode orThrow() {
    return switch (this) {
      case Ok(JsonNode root) -> root;
      case Refused refused -> throw SourceException.refused(refused.sentence());
      case Busy busy -> throw new SourceException(busy.sentence());
      case Missing missing -> throw new SourceException(missing.sentence());
      case Unfit unfit -> throw new SourceException(unfit.sentence());
      case Silent silent -> throw new SourceException(silent.sentence());
    };
  }

  /// Why it is no answer, a clause; empty where it is.
  default String trouble() {
    return switch (this) {
      case Ok ignored -> "";
      case Refused refused -> refused.sentence();
      case Busy busy -> busy.sentence();
      case Missing missing -> missing.sentence();
      case Unfit unfit -> unfit.sentence();
      case Silent silent -> silent.sentence();
    };
  }
}
