package dev.selvedge.work.alarm;

import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Whether alarms arrive: one that does not on one channel is told on the others.
public final class ChannelsCheck implements Check {
  private final Store store;
  private final Set<String> channels;

  /// @param channels those of the project
  public ChannelsCheck(Store store, Set<String> channels) {
    this.store = store;
    this.channels = Set.copyOf(channels);
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.CHANNEL);
  }

  @Override
  public Sight look(Instant now) {
    List<Notices.Post> posts = store.read(ports -> ports.notices().posts());
    return Sight.of(
        posts.stream()
            .filter(post -> channels.contains(post.channel()) && post.waiting() > 0)
            .map(ChannelsCheck::finding)
            .toList());
  }

  private static Finding finding(Notices.Post post) {
    return new Finding(
        AlarmKind.CHANNEL,
        post.channel(),
        Severity.WARNING,
        post.since(),
        new Words(
            "Alarms cannot be told on '"
                + post.channel()
                + "'"
                + (post.trouble().isEmpty() ? "." : ": " + post.trouble()),
            "Whoever relies on it does not hear of alarms.",
            "It tries again by itself for a day, and tells the other channels.",
            "Check the channel in selvedge.yaml, then run `selvedge alert test --channel "
                + post.channel()
                + "`."),
        "/alarms");
  }
}
