package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.Topic;

/// The opt-outs that an account knew of before the hub did.
public final class PastOptOuts {
  private PastOptOuts() {}

  /// The feed that tells of those of a topic.
  public static Feed feed(InwardSettings settings, Topic topic) {
    return new Feed(
        settings.name(),
        switch (topic.grain()) {
          case LIST -> Kinds.LIST_OPT_OUT;
          case PREFERENCE -> Kinds.PREFERENCE;
          case WHOLE -> topic.equals(Topic.SMS) ? Kinds.CONTACT_CHANGE : Kinds.SUPPRESSION;
        });
  }

  /// The kind of the records in which it tells them.
  public static RecordKind told(InwardSettings settings, Topic topic) {
    return topic.equals(Topic.SMS) ? Kinds.SMS_STATUS : feed(settings, topic).kind();
  }

  /// Whether the feed has been read to its end once for a topic when it stands at this cursor; one
  /// that is named later is read from its beginning then. Nobody has left what is not there.
  public static boolean areRead(Cursor cursor, Topic topic) {
    String part =
        switch (topic.grain()) {
          case LIST, PREFERENCE -> topic.name();
          case WHOLE -> topic.equals(Topic.SMS) ? ContactSheets.FEED : SuppressionSheets.FEED;
        };
    return Bookmark.read(cursor).isKnown(part);
  }
}
