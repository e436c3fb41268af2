package dev.selvedge.sandbox.program;

import java.time.Instant;
import java.util.Optional;

/// A program (an automation) of the account.
///
/// @param id its number
/// @param name what the marketer calls it
/// @param status whether it takes enrolments
/// @param once whether a contact may go through it only once
/// @param created when it was made
public record Program(int id, String name, Status status, boolean once, Instant created) {

  /// The states a program can be in.
  public enum Status {
    DRAFT("Draft"),
    ACTIVE("Active"),
    DEACTIVATED("Deactivated"),
    READ_ONLY("ReadOnly");

    private final String wire;

    Status(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }

    /// The status of that name, in any case.
    public static Optional<Status> read(String text) {
      for (Status status : values()) {
        if (status.wire.equalsIgnoreCase(text)) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }
  }
}
