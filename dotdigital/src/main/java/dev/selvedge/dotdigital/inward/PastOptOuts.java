package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;

/// The opt-outs that an account knew of before the hub did.
public final class PastOptOuts {
  private PastOptOuts() {}

  /// The feed that tells of them.
  public static Feed feed(InwardSettings settings) {
    return new Feed(settings.name(), Kinds.SUPPRESSION);
  }

  /// Whether the feed has been read to its end once when it stands at this cursor.
  public static boolean areRead(Cursor cursor) {
    return Bookmark.read(cursor).mark(SuppressionSheets.FEED).isPresent();
  }
}
