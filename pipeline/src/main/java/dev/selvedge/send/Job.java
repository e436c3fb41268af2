package dev.selvedge.send;

import dev.selvedge.ContentHash;
import dev.selvedge.SystemName;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.List;

/// Many items handed over in one call, whose end is asked for later. Stored before the call and
/// again after it, so that a crash in between is seen and looked up instead of repeated blindly.
///
/// ```
///   claim ─► PACKING ─► HANDING_OVER ─► RUNNING ─► (closed)
///               │             │            │
///            (crash:       (crash or    (does not end:
///            released)    lost answer)   looked up)
///                             └► IN_DOUBT ◄┘
/// ```
///
/// @param id ours; also the claimant of its rows, see [#claimant]
/// @param owner the run of the process that minds it
/// @param remoteId the target's, empty while it is not known
/// @param startedAt when it was handed over, as far as that has happened
/// @param askAt when to ask next
/// @param items what went in, each with the hash of the state that was sent; empty while packing
public record Job(
    long id,
    SystemName target,
    Facet facet,
    String owner,
    Stage stage,
    String remoteId,
    Instant startedAt,
    Instant askAt,
    List<Sent> items) {
  public Job {
    items = List.copyOf(items);
  }

  /// How far it is.
  public enum Stage {
    /// its rows are claimed, nothing has left
    PACKING,
    /// it may have left
    HANDING_OVER,
    /// the target has it and works on it
    RUNNING,
    /// whether the target has it is not known
    IN_DOUBT
  }

  /// One item of a job.
  ///
  /// @param hash of what was sent: the state of that moment
  /// @param planned of what had been planned when it was claimed; a row that holds another by now
  ///     was planned again meanwhile
  /// @param address the e-mail sent with it
  /// @param key the insight record's key, the program for an enrolment, empty for a contact
  /// @param owner whose it was then: an order's person, for an enrolment or a proof the target's
  ///     number of the contact; else empty
  /// @param tellings what the target is told about consent by it
  public record Sent(
      Subject subject,
      ContentHash hash,
      ContentHash planned,
      String address,
      String key,
      String owner,
      List<Telling> tellings) {
    public Sent {
      tellings = List.copyOf(tellings);
    }

    /// Tells nothing new about consent.
    public Sent(
        Subject subject,
        ContentHash hash,
        ContentHash planned,
        String address,
        String key,
        String owner) {
      this(subject, hash, planned, address, key, owner, List.of());
    }

    /// What was sent is what had been planned, and it is nobody's but its own.
    public Sent(Subject subject, ContentHash hash, String address, String key) {
      this(subject, hash, hash, address, key, "", List.of());
    }
  }

  /// A job about to be packed.
  public static Job packing(long id, SystemName target, Facet facet, String owner, Instant now) {
    return new Job(id, target, facet, owner, Stage.PACKING, "", now, now, List.of());
  }

  /// What its rows are claimed as.
  public String claimant() {
    return claimant(id);
  }

  /// The name under which a job holds its deliveries.
  public static String claimant(long id) {
    return "job-" + id;
  }

  /// The same while the target is being handed what was packed.
  public Job handingOver(List<Sent> packed, Instant now) {
    return new Job(id, target, facet, owner, Stage.HANDING_OVER, remoteId, now, now, packed);
  }

  /// The same after the target took it under a number of its own.
  public Job running(String remote, Instant ask) {
    return new Job(id, target, facet, owner, Stage.RUNNING, remote, startedAt, ask, items);
  }

  /// The same when nobody knows whether the target took it.
  public Job inDoubt(Instant ask) {
    return new Job(id, target, facet, owner, Stage.IN_DOUBT, remoteId, startedAt, ask, items);
  }

  /// The same, to be asked for at another time.
  public Job askedAgain(Instant ask) {
    return new Job(id, target, facet, owner, stage, remoteId, startedAt, ask, items);
  }
}
