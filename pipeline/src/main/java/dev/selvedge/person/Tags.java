package dev.selvedge.person;

import dev.selvedge.mapping.Value;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The tags of several texts, each once, in the order of their characters. Confined to one thread.
final class Tags {
  private final String join;
  private final Pattern split;
  private final int most;
  private final SortedSet<String> tags = new TreeSet<>();

  /// @param separator as it is written between tags; when texts are taken apart the white space
  ///     around it does not matter
  /// @param most how long the joined text may be
  Tags(String separator, int most) {
    this.join = separator;
    this.split =
        Pattern.compile(Pattern.quote(separator.isBlank() ? separator : separator.strip()));
    this.most = most;
  }

  /// Whether the text has any tag.
  boolean add(Value value) {
    boolean any = false;
    for (String tag : split.split(value.display(), -1)) {
      String stripped = tag.strip();
      if (!stripped.isEmpty()) {
        tags.add(stripped);
        any = true;
      }
    }
    return any;
  }

  /// As many as fit, in their order; never half a tag.
  Joined joined() {
    StringBuilder text = new StringBuilder();
    int leftOut = 0;
    for (String tag : tags) {
      String next = text.isEmpty() ? tag : join + tag;
      if (most > 0 && text.length() + next.length() > most) {
        leftOut++;
      } else {
        text.append(next);
      }
    }
    return new Joined(text.toString(), leftOut);
  }

  /// @param leftOut how many tags did not fit
  record Joined(String text, int leftOut) {}
}
