package dev.selvedge.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the known word that a mistyped one most likely meant.
public final class Nearest {
  private static final int LETTERS_PER_SLIP = 3;

  private Nearest() {}

  /// The closest of the known words, if one is close enough to be worth suggesting.
  public static Optional<String> of(String word, Collection<String> known) {
    String wanted = word.toLowerCase(Locale.ROOT);
    int best = Math.max(1, wanted.length() / LETTERS_PER_SLIP) + 1;
    Optional<String> found = Optional.empty();
    for (String candidate : known) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        found = Optional.of(candidate);
      }
    }
    return found;
  }

  /// `did you mean 'email'?`, else the words there are.
  public static String suggestion(String word, Collection<String> known) {
    return of(word, known)
        .map(near -> "did you mean '" + near + "'?")
        .orElseGet(() -> known.isEmpty() ? "remove it" : "known: " + String.join(", ", known));
  }

  /// Edits between two words: letters added, dropped, changed, or two neighbours swapped.
  public static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int edits = Math.min(Math.min(current[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits = Math.min(edits, beforeLast[j - 2] + 1);
        }
        current[j] = edits;
      }
      beforeLast = last;
      last = current;
    }
    return last[b.length()];
  }
}
