package dev.selvedge.mapping;

import dev.selvedge.ContentHash;
import java.time.Instant;
import java.util.Comparator;

/// How new a contribution is: a total order over all versions of one record, so that the newest
/// is the same whatever the order of arrival.
///
/// @param changedAt the system's own stamp, else when we saw the record
/// @param observedAt when we saw it; decides between equal stamps
/// @param content decides between equal times, arbitrarily but always alike
public record Version(Instant changedAt, Instant observedAt, ContentHash content)
    implements Comparable<Version> {
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::changedAt)
          .thenComparing(Version::observedAt)
          .thenComparing(Version::content);

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
