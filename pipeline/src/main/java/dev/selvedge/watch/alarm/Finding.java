package dev.selvedge.watch.alarm;

import dev.selvedge.Masking;
import java.time.Instant;

/// Something that is wrong now. Of one kind about one thing there is one finding at a time.
/// Immutable.
///
/// @param about what it is about, as people call it: a flow `shop/order`, a target, a system, a
///     host; of the form `system` or `system/…` where it is of a system
/// @param since since when it is so, as far as is known
/// @param link a path of the dashboard where one sees more, `/parked`
public record Finding(
    AlarmKind kind, String about, Severity severity, Instant since, Words words, String link) {
  private static final int LONGEST = 1000;

  public Finding {
    if (about.isBlank() || !link.startsWith("/")) {
      throw new IllegalArgumentException("a finding is about something and links to a page");
    }
  }

  /// What people are told, a sentence each or a few; since when is said from the time itself, in
  /// the reader's zone. Addresses of people are masked, since alarms leave the hub.
  ///
  /// @param what what happened
  /// @param who who is affected by it
  /// @param doing what the hub is doing about it
  /// @param advice what to do
  public record Words(String what, String who, String doing, String advice) {
    public Words {
      what = shown(what);
      who = shown(who);
      doing = shown(doing);
      advice = shown(advice);
    }

    private static String shown(String sentence) {
      String line = Masking.maskAddresses(sentence.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
      return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
  }

  /// What makes two findings the same one.
  public String key() {
    return kind.word() + ' ' + about;
  }

  /// The system it is about, or the whole of what it is about.
  public String system() {
    int slash = about.indexOf('/');
    return slash < 0 ? about : about.substring(0, slash);
  }

  Finding with(Severity other, Instant from) {
    return new Finding(kind, about, other, from, words, link);
  }
}
