package dev.selvedge.audit;

import dev.selvedge.SystemName;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to what audits found. Every method runs inside the caller's transaction.
public interface Audits {
  /// Inserts or replaces by id.
  void keep(Audit audit);

  /// Adds what an audit found, numbered on from what it found before.
  void add(long audit, List<Difference> differences);

  Optional<Audit> find(long id);

  /// The newest first.
  List<Audit> newest(int limit, long skip);

  /// The newest that came to its end; what was broken off says nothing of what it did not see.
  Optional<Audit> lastDone();

  /// Those that stand as under way, the newest first.
  List<Audit> running();

  /// What an audit found, in the order of its numbers.
  ///
  /// @param after the last number of the page before; 0 for the first
  List<Found> differences(long audit, Choice choice, long after, int limit);

  /// Notes what was done about some.
  void mended(long audit, Collection<Long> numbers, String words, Instant at);

  /// Leaves differences of this sort alone for as long as the target shows the same.
  void ignore(Ignored ignored);

  /// What is left alone of these.
  List<Ignored> ignored(SystemName target, Collection<Subject> subjects);

  /// Lets go of audits that ended before, with what they found.
  ///
  /// @return how many
  int forget(Instant before);

  /// Which differences are meant.
  ///
  /// @param kind of this kind only; empty for all
  /// @param hop of this hop only; empty for all
  /// @param field of this field only; empty for all. `lines[].price` is the price of every line
  /// @param open only those about which nothing was done
  record Choice(Optional<Gap.Kind> kind, Optional<Hop> hop, String field, boolean open) {
    /// All of them.
    public static final Choice ALL = new Choice(Optional.empty(), Optional.empty(), "", false);

    /// Those about which nothing was done.
    public static final Choice OPEN = new Choice(Optional.empty(), Optional.empty(), "", true);
  }

  /// A difference as it is kept.
  ///
  /// @param mended what was done about it; empty for nothing
  record Found(long number, Difference difference, String mended, Instant mendedAt) {}

  /// What is left alone.
  ///
  /// @param shown what the target showed then; what it shows later is told again
  record Ignored(
      SystemName target,
      Subject subject,
      Gap.Kind kind,
      String field,
      String shown,
      String by,
      String why,
      Instant at) {
    /// Whether it is about this.
    ///
    /// @param remote the target's name of what differs
    public boolean covers(String remote, Gap gap) {
      return kind == gap.kind()
          && field.equals(field(subject, remote, gap))
          && shown.equals(gap.shown());
    }

    /// The field by which it is kept. Contacts that are nobody's are told apart by the target's
    /// numbers alone: to leave one of them alone says nothing of the others.
    public static String field(Subject subject, String remote, Gap gap) {
      return subject.equals(Subject.contact(Difference.NOBODY)) ? remote : gap.field();
    }
  }
}
