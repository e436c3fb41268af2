package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.Page;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import java.time.Instant;
import java.util.List;

/// One of Dotdigital's feeds, as it is read sheet by sheet. Asking twice for the same sheet does no
/// harm and gives what there is by then.
interface Sheets {
  /// What is read one after the other in a pass; a feed that is one piece has one part.
  List<String> parts();

  /// The call that a sheet costs.
  Operation operation();

  Sheet read(Ask ask);

  /// Which sheet is wanted.
  ///
  /// @param from what happened since is wanted
  /// @param since opt-ins since are wanted: later than `from` where the feed is read for the first
  ///     time and the past of opt-ins does not count
  /// @param position where the sheet before ended, in the feed's own words; empty for the first
  /// @param limit about how many lines at most
  record Ask(String part, Instant from, Instant since, String position, int limit) {}

  /// What was on it.
  ///
  /// @param lacking what a person must mend for this part to be read
  /// @param ended whether the part has been read to its end; else it is read on from `next`
  record Sheet(
      List<Observation> observations, List<Page.Refused> lacking, String next, boolean ended) {
    public Sheet {
      observations = List.copyOf(observations);
      lacking = List.copyOf(lacking);
    }

    static Sheet last(List<Observation> observations) {
      return new Sheet(observations, List.of(), "", true);
    }

    static Sheet before(String next, List<Observation> observations) {
      return new Sheet(observations, List.of(), next, false);
    }

    /// The part has to be read from its beginning.
    static Sheet startOver() {
      return new Sheet(List.of(), List.of(), "", false);
    }

    static Sheet lacking(Page.Refused what) {
      return new Sheet(List.of(), List.of(what), "", true);
    }
  }
}
