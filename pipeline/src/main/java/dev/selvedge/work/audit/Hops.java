package dev.selvedge.work.audit;

import dev.selvedge.ContentHash;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.Shown;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Says at which hop a difference arose, by what the hub knows of its delivery. Pure.
///
/// @param title what sentences call the target
/// @param patience how old a change may be and still count as on its way
record Hops(String title, Duration patience) {
  private static final int FEW = 3;

  /// Where, and what a person reads of it.
  record Explained(Hop hop, String why, Instant since) {}

  /// @param parked the sentence with which it is parked; empty where it is not
  Explained of(Judged judged, String parked, Instant now) {
    if (judged.want().isEmpty()) {
      return new Explained(
          Hop.NOT_OURS, "No system that the hub reads knows it.", changed(judged, Instant.EPOCH));
    }
    return judged
        .row()
        .map(row -> of(judged, row, judged.want().get(), parked, now))
        .orElseGet(() -> unplanned(judged));
  }

  /// Nobody is taken off a list that the hub did not put them on.
  private Explained unplanned(Judged judged) {
    return judged.gaps().stream().anyMatch(gap -> gap.kind() == Gap.Kind.ON_LIST)
        ? new Explained(
            Hop.CHANGED_AFTERWARDS,
            "The hub never put them on this list: somebody or something did so in " + title + ".",
            changed(judged, Instant.EPOCH))
        : new Explained(
            Hop.MAPPED_DIFFERENTLY,
            "It should be in " + title + ", and was never planned to be sent there.",
            Instant.EPOCH);
  }

  /// The same for one of its gaps: that somebody left there is no matter of what could not be
  /// delivered.
  Explained of(Gap gap, Judged judged, Explained whole) {
    return gap.kind() == Gap.Kind.WRONGLY_SILENT
            && whole.hop() == Hop.DELIVERY_FAILED
            && judged.hasLeft()
        ? new Explained(
            Hop.CHANGED_AFTERWARDS,
            title + " was told to mail them, and does not since.",
            changed(judged, whole.since()))
        : whole;
  }

  private Explained of(Judged judged, Delivery row, Desired want, String parked, Instant now) {
    return switch (row.state()) {
      case PARKED ->
          new Explained(
              Hop.DELIVERY_FAILED,
              parked.isEmpty() ? title + " refused it; it is parked." : parked,
              row.changedAt());
      case WAITING -> underWay(row, "It waits for its contact, or for something else first", now);
      case DUE, CLAIMED -> underWay(row, "It is due", now);
      case SETTLED -> settled(judged, row, want.hash());
    };
  }

  private Explained underWay(Delivery row, String how, Instant now) {
    String times = row.attempts() == 0 ? "" : " and was tried in vain " + times(row.attempts());
    boolean isLate = Duration.between(waits(row), now).compareTo(patience) > 0;
    return new Explained(
        isLate ? Hop.DELIVERY_FAILED : Hop.ON_ITS_WAY, how + times + ".", row.changedAt());
  }

  /// What changed long ago in its system may have come in a moment ago, as all of a first reading
  /// does: until it was tried a few times it waits since it was planned.
  private static Instant waits(Delivery row) {
    return row.attempts() < FEW && row.dueAt().isAfter(row.changedAt())
        ? row.dueAt()
        : row.changedAt();
  }

  private static String times(int attempts) {
    return attempts == 1 ? "once" : attempts + " times";
  }

  private Explained settled(Judged judged, Delivery row, ContentHash want) {
    if (!row.desired().equals(want)) {
      return new Explained(
          Hop.MAPPED_DIFFERENTLY,
          "Today's rules make something else of it than when it was planned; it has not been sent"
              + " since.",
          Instant.EPOCH);
    }
    return switch (row.delivered()) {
      case Delivered.Acknowledged told when told.hash().equals(want) ->
          new Explained(
              Hop.CHANGED_AFTERWARDS,
              title + " acknowledged it as it should be, and shows something else since.",
              changed(judged, told.at()));
      case Delivered.Doubtful doubtful ->
          new Explained(
              Hop.DELIVERY_FAILED,
              "A call about it did not end well, and it has not been sent since.",
              doubtful.at());
      case Delivered.Acknowledged told ->
          new Explained(
              Hop.NOT_DUE, "It was left out on purpose when it was to be sent.", told.at());
      case Delivered.Never ignored ->
          new Explained(
              Hop.NOT_DUE, "It was left out on purpose when it was to be sent.", row.changedAt());
    };
  }

  /// What the target says of its own change counts where it is the later one.
  private static Instant changed(Judged judged, Instant told) {
    return Optional.of(told)
        .filter(at -> judged.shown().isEmpty() || judged.shown().get().changedAt().isBefore(at))
        .orElseGet(() -> judged.shown().map(Shown::changedAt).orElse(told));
  }
}
