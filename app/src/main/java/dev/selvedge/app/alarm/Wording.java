package dev.selvedge.app.alarm;

import dev.selvedge.SpokenTime;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a notice says, in words that every channel sets in its own way. Immutable.
///
/// @param brand the project's name
/// @param link where people reach the dashboard; empty where nobody says
/// @param zone whose clocks show the times
public record Wording(String brand, String link, ZoneId zone) {

  /// The whole message.
  ///
  /// @param subject one line that says what is the matter
  /// @param doubt said where it may have arrived before; empty otherwise
  public record Message(
      String subject, Severity severity, boolean over, List<Section> sections, String doubt) {
    public Message {
      sections = List.copyOf(sections);
    }
  }

  /// What it says of one alarm.
  ///
  /// @param heading severity, number and what it is about
  /// @param what what happened
  /// @param facts the rest, a sentence or two each
  /// @param link where one sees more, an address or a path
  public record Section(
      long number,
      Severity severity,
      boolean over,
      String heading,
      String what,
      List<Fact> facts,
      String link) {
    public Section {
      facts = List.copyOf(facts);
    }
  }

  /// A named sentence.
  public record Fact(String label, String text) {}

  /// Words for a notice.
  public Message message(Notice notice) {
    List<Notice.Story> stories = notice.stories();
    List<Section> sections = stories.stream().map(this::section).toList();
    boolean over = sections.stream().allMatch(Section::over);
    return new Message(
        "[" + brand + "] " + subject(stories, over),
        notice.severity(),
        over,
        sections,
        notice.isDoubtful() ? "This message may have reached you before." : "");
  }

  private static String subject(List<Notice.Story> stories, boolean over) {
    Finding first = stories.getFirst().last().finding();
    String one = first.kind().title() + " (" + first.about() + ")";
    long open = stories.stream().filter(story -> !story.isOver()).count();
    if (stories.size() == 1) {
      return prefix(stories.getFirst()) + one;
    }
    String rest = open == stories.size() || over ? "" : ", " + (stories.size() - open) + " over";
    return over
        ? "Over: " + stories.size() + " alarms, such as: " + one
        : first.severity().word().toUpperCase(Locale.ROOT)
            + ": "
            + open
            + (open == 1 ? " alarm" : " alarms")
            + rest
            + ", the worst: "
            + one;
  }

  private static String prefix(Notice.Story story) {
    if (story.isOver()) {
      return "Over: ";
    }
    String severity = story.last().finding().severity().word().toUpperCase(Locale.ROOT);
    Change told = story.changes().contains(Change.RAISED) ? Change.RAISED : story.last().change();
    return switch (told) {
      case RAISED -> severity + ": ";
      case WORSENED -> severity + ", worse than before: ";
      case ESCALATED -> severity + ", and nobody has acknowledged it: ";
      case REMINDED -> severity + ", still: ";
      case ACKNOWLEDGED -> "Acknowledged: ";
      case RECOVERED -> "Over: ";
    };
  }

  private Section section(Notice.Story story) {
    Notice.Item item = story.last();
    Finding finding = item.finding();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Affected", finding.words().who()));
    facts.add(new Fact(story.isOver() ? "When" : "Since", when(story)));
    if (!story.isOver()) {
      facts.add(new Fact("The hub", finding.words().doing()));
      facts.add(new Fact("What to do", finding.words().advice()));
    }
    if (!item.owner().isEmpty()) {
      facts.add(new Fact("Owner", item.owner()));
    }
    return new Section(
        story.number(),
        finding.severity(),
        story.isOver(),
        heading(story),
        finding.words().what(),
        facts,
        link("/alarms/" + story.number()));
  }

  private static String heading(Notice.Story story) {
    Finding finding = story.last().finding();
    return prefix(story) + finding.kind().title() + ": " + finding.about();
  }

  private String when(Notice.Story story) {
    Instant since = story.last().finding().since();
    Duration span = Duration.between(since, story.last().at());
    String from = SpokenTime.of(since, zone);
    String took = " (" + Spans.words(span.isNegative() ? Duration.ZERO : span) + ")";
    if (story.isOver()) {
      String whole = story.isWholeLife() ? "; it was over before you were told" : "";
      return from + " until " + SpokenTime.of(story.last().at(), zone) + took + whole + ".";
    }
    return from + took + ".";
  }

  /// A page's address, or its path where nobody says where the dashboard is.
  public String link(String path) {
    return link + path;
  }

  /// Whether its links lead anywhere from a message.
  public boolean hasLinks() {
    return !link.isEmpty();
  }
}
