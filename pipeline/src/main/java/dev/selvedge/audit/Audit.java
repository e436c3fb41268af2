package dev.selvedge.audit;

import dev.selvedge.SystemName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One audit, as it stands. Immutable.
///
/// @param basis on which it was made
/// @param seed what its chances were drawn from
/// @param by who asked for it; `schedule` for the timetable
/// @param endedAt EPOCH while it runs
/// @param why what broke it off, a sentence; empty for none
public record Audit(
    long id,
    SystemName target,
    AuditOrder.Basis basis,
    long seed,
    String by,
    Instant startedAt,
    Instant endedAt,
    State state,
    String why,
    AuditResult result) {
  /// The same, ended.
  public Audit ended(State how, String because, AuditResult found, Instant now) {
    return new Audit(id, target, basis, seed, by, startedAt, now, how, because, found);
  }

  /// The same with one sentence more.
  public Audit saying(String sentence) {
    List<String> more = new ArrayList<>(result.statements());
    more.add(sentence);
    AuditResult said = result.saying(more);
    return new Audit(id, target, basis, seed, by, startedAt, endedAt, state, why, said);
  }

  /// How far it is.
  public enum State {
    RUNNING("running"),
    DONE("done"),
    /// it could not be ended: what it found until then stands
    BROKEN_OFF("broken off");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /// As people read it.
    public String words() {
      return words;
    }
  }
}
