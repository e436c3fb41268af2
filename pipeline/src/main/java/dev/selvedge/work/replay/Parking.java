package dev.selvedge.work.replay;

import dev.selvedge.Stage;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.Parked;
import java.util.Locale;

/// What kind of thing is parked, and so what a replay of it is. Immutable.
public sealed interface Parking {

  /// A record that could not be mapped: it goes through the mapping of today.
  record Accepted(long inboxId) implements Parking {}

  /// Something a target would not take: it is sent again.
  record Sending(SystemName target, Subject subject) implements Parking {}

  /// A row its source refused to read: there is nothing to replay.
  record Row() implements Parking {}

  static Parking of(Parked parked) {
    if (parked.item().stage() == Stage.SEND) {
      String[] parts = parked.item().subject().split("/", 3);
      Facet facet = Facet.valueOf(parts[1].toUpperCase(Locale.ROOT));
      return new Sending(new SystemName(parts[0]), new Subject(facet, parts[2]));
    }
    long inboxId = parked.item().inboxId();
    return inboxId == 0 ? new Row() : new Accepted(inboxId);
  }
}
