package dev.selvedge.app.graph;

import dev.selvedge.watch.Concern;
import java.util.Locale;
import java.util.Optional;

/// One arrow of the picture: a kind of record on its way to the hub, or a matter on its way from
/// the hub. Immutable.
///
/// @param name what goes along it: `order`, `contacts`
/// @param link a path of the dashboard where one sees more; empty for none
/// @param queued how many changes of it are on their way or wait for something else
/// @param lastHour how many records came, or how many changes were told, in the last hour
/// @param why what there is to say about it, sentences; where there is a concern it comes first
/// @param concern what is not as usual with it
public record Arrow(
    String name,
    String link,
    ArrowState state,
    long queued,
    long lastHour,
    String why,
    Optional<Concern> concern) {
  /// The state in a few words: `waiting: 1,204 queued`.
  public String label() {
    return switch (state) {
      case WAITING, LATE, FAILING ->
          queued == 0
              ? state.words()
              : String.format(Locale.UK, "%s: %,d queued", state.words(), queued);
      case NOT_YET_RUN, FRESH, PAUSED, SILENT -> state.words();
    };
  }
}
