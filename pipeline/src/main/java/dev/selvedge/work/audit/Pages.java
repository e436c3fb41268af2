package dev.selvedge.work.audit;

import dev.selvedge.audit.Sheet;
import dev.selvedge.connector.SourceException;
import java.util.HashSet;
import java.util.Set;

/// The pages of one list, and what was met on them: a list that moves while it is read may show
/// something twice. Used by one thread.
final class Pages {
  private final String title;
  private final Set<String> read = new HashSet<>();
  private final Seen met = new Seen();

  Pages(String title) {
    this.title = title;
  }

  /// Where to go on after a page.
  ///
  /// @throws SourceException where that leads back to a page that was read: such a list never ends
  String next(Sheet<?> sheet) {
    if (!sheet.isLast() && !read.add(sheet.next())) {
      throw new SourceException(title + "'s list leads back to a page that was read before");
    }
    return sheet.next();
  }

  /// {@return whether it was not met before}
  ///
  /// @param name what nothing else on the list is called
  boolean isNew(String name) {
    return met.add(Seen.of(name));
  }
}
