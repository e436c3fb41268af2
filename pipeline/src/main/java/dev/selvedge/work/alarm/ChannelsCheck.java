package dev.selvedge.work.alarm;

import static java.util.stream.Collectors.joining;

import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Whether alarms and reports arrive: an alarm that does not on one channel is told on the others.
public final class ChannelsCheck implements Check {
  /// How long a report that was given up is an alarm, where no later one arrives before.
  private static final Duration LOST_FOR = Duration.ofDays(3);

  private final Store store;
  private final Set<String> channels;
  private final Map<String, Receiver> receivers;

  /// Who gets a report.
  ///
  /// @param who their address, masked
  public record Receiver(String mailing, String who) {}

  /// @param channels those of the project
  /// @param receivers of the project's reports, by their queue of the outbox
  public ChannelsCheck(Store store, Set<String> channels, Map<String, Receiver> receivers) {
    this.store = store;
    this.channels = Set.copyOf(channels);
    this.receivers = Map.copyOf(receivers);
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.CHANNEL);
  }

  @Override
  public Sight look(Instant now) {
    List<Notices.Post> posts = store.read(ports -> ports.notices().posts());
    List<Notices.Lost> lost = store.read(ports -> ports.notices().lost(now.minus(LOST_FOR)));
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Missed>> missed = new TreeMap<>();
    for (Notices.Post post : posts) {
      if (post.waiting() > 0 && channels.contains(post.channel())) {
        findings.add(finding(post));
      } else if (post.waiting() > 0) {
        add(missed, post.channel(), post.since(), post.trouble());
      }
    }
    lost.forEach(one -> add(missed, one.channel(), one.at(), one.why()));
    missed.forEach((mailing, all) -> findings.add(finding(mailing, all)));
    return Sight.of(findings);
  }

  /// A report that did not reach somebody.
  private record Missed(String who, Instant since, String why) {}

  private void add(Map<String, List<Missed>> missed, String queue, Instant since, String why) {
    Receiver receiver = receivers.get(queue);
    if (receiver != null) {
      missed
          .computeIfAbsent(receiver.mailing(), mailing -> new ArrayList<>())
          .add(new Missed(receiver.who(), since, why));
    }
  }

  private static Finding finding(String mailing, List<Missed> all) {
    Missed oldest = all.stream().min(Comparator.comparing(Missed::since)).orElseThrow();
    return new Finding(
        AlarmKind.CHANNEL,
        "report " + mailing,
        Severity.WARNING,
        oldest.since(),
        new Words(
            "The report '"
                + mailing
                + "' could not be sent"
                + (oldest.why().isEmpty() ? "." : ": " + oldest.why()),
            "It did not reach "
                + all.stream().map(Missed::who).distinct().sorted().collect(joining(", "))
                + ".",
            "It tries again by itself for up to a week, or until the next one is due; three times"
                + " where the mail server refuses it.",
            "Check 'reports' in selvedge.yaml, then run `selvedge report --send "
                + mailing
                + "`. The report is on the dashboard."),
        "/reports");
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
