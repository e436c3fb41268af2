package dev.selvedge.dotdigital.inward;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.SourceException;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.suppression.Suppression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads a feed that is cut into slices by counting its lines. The set shifts while it is read: who
/// subscribes again leaves it, and everybody after them moves up. So each slice overlaps the one
/// before, and must hold one of the lines at its end; where it does not, more has gone than the
/// overlap, and the slice before is read again.
final class Slices {
  /// The lines that are read twice (as the vendor's partners do).
  private static final int OVERLAP = 100;

  /// How often a pass steps back: lines that hold the two together may have gone themselves.
  private static final int STEPS_BACK = 5;

  private Slices() {}

  /// What one slice came to.
  ///
  /// @param next where to read on, empty at the end
  record Turn(List<Suppression> lines, String next) {}

  static Turn read(String position, int limit, Function<Slice, List<Suppression>> call) {
    Position at = Position.read(position);
    int select = Math.clamp(limit, 2, Slice.MAX);
    int overlap = Math.min(OVERLAP, select / 2);
    int step = select - overlap;
    List<Suppression> lines = call.apply(new Slice(select, at.skip()));
    List<String> names = lines.stream().map(Slices::name).toList();
    if (at.skip() > 0 && at.back() == 0 && lines.size() == select) {
      refuseRepeat(names.getLast(), at.anchors().getLast());
    }
    boolean joined = at.skip() == 0 || names.stream().anyMatch(Set.copyOf(at.anchors())::contains);
    if (!joined && at.back() < STEPS_BACK) {
      Position before = new Position(Math.max(0, at.skip() - step), at.back() + 1, at.anchors());
      return new Turn(lines, before.text());
    }
    if (lines.size() < select) {
      return new Turn(lines, "");
    }
    return new Turn(lines, new Position(at.skip() + step, at.back(), ends(names, overlap)).text());
  }

  /// A server that does not skip would be read for ever.
  private static void refuseRepeat(String last, String lastBefore) {
    if (last.equals(lastBefore)) {
      throw new SourceException("a feed gave the same lines again: it does not skip any");
    }
  }

  private static List<String> ends(List<String> names, int overlap) {
    int size = names.size();
    return List.of(names.get(size - overlap), names.get(size - (overlap + 1) / 2), names.getLast());
  }

  /// Tells a line from others without saying whose it is.
  private static String name(Suppression line) {
    String told = line.contact() + "|" + line.email() + "|" + line.dateRemoved();
    return ContentHash.of(told).toString().substring(0, 12);
  }

  /// @param skip how many lines go before the slice
  /// @param back how often this pass has stepped back
  /// @param anchors lines of the slice before that should be in this one too
  private record Position(int skip, int back, List<String> anchors) {
    static Position read(String text) {
      if (text.isEmpty()) {
        return new Position(0, 0, List.of());
      }
      List<String> words = new ArrayList<>(Arrays.asList(text.split(" ", -1)));
      return new Position(
          Integer.parseInt(words.get(0)),
          Integer.parseInt(words.get(1)),
          List.copyOf(words.subList(2, words.size())));
    }

    String text() {
      return skip + " " + back + " " + String.join(" ", anchors);
    }
  }
}
