package dev.selvedge.dotdigital.inward;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Feed;
import dev.selvedge.dotdigital.Dotdigital;
import java.util.ArrayList;
import java.util.List;

/// Everything of an account that is read for people's decisions.
public final class InwardFeeds {
  private InwardFeeds() {}

  /// The feeds' names, known without calling anybody.
  public static List<Feed> names(InwardSettings settings) {
    List<Feed> feeds = new ArrayList<>();
    feeds.add(feed(settings, Kinds.SUPPRESSION));
    feeds.add(feed(settings, Kinds.CONTACT_CHANGE));
    if (!settings.lists().isEmpty()) {
      feeds.add(feed(settings, Kinds.LIST_OPT_OUT));
    }
    if (!settings.preferences().isEmpty()) {
      feeds.add(feed(settings, Kinds.PREFERENCE));
    }
    if (settings.events() != InwardSettings.Events.OFF) {
      feeds.add(feed(settings, Kinds.EVENT));
    }
    return List.copyOf(feeds);
  }

  /// The feeds themselves; the client stays the caller's to close.
  ///
  /// @param title what sentences call the account
  public static List<InwardSource> of(Dotdigital account, InwardSettings settings, String title) {
    Reply reply = new Reply(title);
    return names(settings).stream().map(feed -> open(feed, account, settings, reply)).toList();
  }

  private static InwardSource open(
      Feed feed, Dotdigital account, InwardSettings settings, Reply reply) {
    if (feed.kind().equals(Kinds.EVENT)) {
      return new EventFeed(feed, account.events(), account.contacts(), settings, reply);
    }
    return new SinceFeed(
        feed, sheets(feed.kind(), account, settings, reply), account.account(), settings, reply);
  }

  private static Sheets sheets(
      RecordKind kind, Dotdigital account, InwardSettings settings, Reply reply) {
    if (kind.equals(Kinds.LIST_OPT_OUT)) {
      return new ListSheets(settings.lists(), account.lists(), account.suppressions(), reply);
    }
    if (kind.equals(Kinds.PREFERENCE)) {
      return new PreferenceSheets(settings.preferences(), account.preferences(), reply);
    }
    return kind.equals(Kinds.CONTACT_CHANGE)
        ? new ContactSheets(account.contacts(), settings.contacts(), reply)
        : new SuppressionSheets(account.suppressions(), reply);
  }

  private static Feed feed(InwardSettings settings, RecordKind kind) {
    return new Feed(settings.name(), kind);
  }
}
