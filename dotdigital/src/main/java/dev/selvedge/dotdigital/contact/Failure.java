package dev.selvedge.dotdigital.contact;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;

/// Why a contact of an import or deletion was refused. The code is compared without regard to case,
/// because the vendor spells it in two ways; a code nobody knows counts as permanent. The text form
/// shows the code alone.
public record Failure(Word code, String description) {
  static Failure read(View failure) {
    return new Failure(failure.word("failureCode"), failure.text("description"));
  }

  @Override
  public String toString() {
    return "Failure[" + code + "]";
  }
}
