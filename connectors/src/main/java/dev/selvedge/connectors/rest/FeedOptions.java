package dev.selvedge.connectors.rest;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.rest.RestSettings.ByKey;
import dev.selvedge.connectors.rest.RestSettings.Changes;
import dev.selvedge.connectors.rest.RestSettings.FeedRule;
import dev.selvedge.connectors.rest.RestSettings.Paging;
import dev.selvedge.connectors.rest.RestSettings.PagingKind;
import dev.selvedge.connectors.rest.RestSettings.RowRule;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.yaml.YamlSection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The options below `feeds.*`, described once, and their reading. Those of calls are in
/// [QuestionOptions].
final class FeedOptions {
  private static final Setting<String> RECORDS =
      Setting.text(
          "feeds.*.records",
          "$",
          "Where the list of records is in the answer: `data.items`, or a JSON pointer such as"
              + " `/@graph`; `$` is the answer itself.");
  private static final Setting<String> KEY =
      Setting.requiredText(
          "feeds.*.key", "Where the record's key is, dotted, from the record: `id`.");
  private static final Setting<Optional<String>> STAMP =
      Setting.optionalText(
          "feeds.*.stamp",
          "records are ordered by arrival",
          "Where the time of the record's last change is: ISO 8601, or an epoch in seconds or"
              + " milliseconds.");
  private static final Setting<String> ZONE =
      Setting.text(
          "feeds.*.zone",
          "UTC",
          "The zone of times written without one, as `Europe/London`; also of `{since}` in a"
              + " pattern.");
  private static final Setting<Optional<String>> DELETED_PATH =
      Setting.optionalText(
          "feeds.*.deleted.path",
          "records are never read as deleted",
          "Where the record says that it is deleted.");
  private static final Setting<List<String>> DELETED_EQUALS =
      Setting.texts(
          "feeds.*.deleted.equals",
          "required with `path`",
          "The value, or values, that mean deleted, such as `true`.");
  private static final Setting<By> CHANGES =
      Setting.choice(
          "feeds.*.changes",
          By.SINCE,
          "How changes are found: by `{since}`, a time; by `{last_id}`, for records that are only"
              + " added, with numbers for keys; by `{token}`, which `paging.next` gives for the next"
              + " time; or by reading all again.");
  private static final Setting<String> SINCE_FORMAT =
      Setting.text(
          "feeds.*.since_format",
          "iso",
          "How `{since}` is written: `iso` (2026-11-23T08:15:30Z), `epoch`, `epoch-millis` or a"
              + " pattern such as `yyyy-MM-dd HH:mm:ss`.");
  private static final Setting<Optional<String>> SINCE_FIRST =
      Setting.optionalText(
          "feeds.*.since_first",
          "the first reading leaves out what names `{since}`",
          "The `{since}` of the first reading, such as `2020-01-01`.");
  private static final Setting<Boolean> SORTED =
      Setting.flag(
          "feeds.*.sorted",
          false,
          "Whether the list comes in the order of `stamp`, oldest first. Say so where it is true:"
              + " pages are then asked for by `{since}` and half the calls are saved.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "feeds.*.overlap",
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          "How far each poll goes back, so that what was saved late is seen. Repeats are dropped.");
  private static final Setting<Integer> OVERLAP_IDS =
      Setting.number(
          "feeds.*.overlap_ids",
          100,
          0,
          100_000,
          "The same for `changes: id`: so many numbers are asked for again.");
  private static final Setting<Duration> ALL_EVERY =
      Setting.duration(
          "feeds.*.all_every",
          Duration.ofDays(1),
          Duration.ofMinutes(1),
          "How often everything is read, with `changes: all`.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number(
          "feeds.*.page_size",
          100,
          1,
          10_000,
          "Records a page: the most that the system gives, for `{size}`. Where no `{size}` is sent,"
              + " what it gives by itself.");
  private static final Setting<PagingKind> PAGING =
      Setting.choice(
          "feeds.*.paging.kind",
          PagingKind.NONE,
          "How a long list goes on: by `{page}`, by `{offset}`, by the header `Link` with"
              + " `rel=\"next\"`, by an address or by a `{token}` in the answer.");
  private static final Setting<Integer> FIRST_PAGE =
      Setting.number("feeds.*.paging.first", 1, 0, 1, "The number of the first `{page}`.");
  private static final Setting<Optional<String>> NEXT =
      Setting.optionalText(
          "feeds.*.paging.next",
          "required for `next-url` and `token`",
          "Where the answer has the next address or token, such as `/@odata.nextLink`. An address"
              + " must be at `base_url`'s host.");
  private static final Setting<Optional<String>> MORE =
      Setting.optionalText(
          "feeds.*.paging.more",
          "a full page says that there is more",
          "Where the answer says `true` when there is more.");
  private static final Setting<Optional<String>> TOTAL =
      Setting.optionalText(
          "feeds.*.paging.total",
          "a full page says that there is more",
          "Where the answer says how many there are in all.");

  private FeedOptions() {}

  private enum By {
    SINCE,
    ID,
    TOKEN,
    ALL
  }

  static List<Option> all() {
    return Stream.concat(
            QuestionOptions.list().stream(),
            Stream.concat(
                Stream.of(
                        RECORDS,
                        KEY,
                        STAMP,
                        ZONE,
                        DELETED_PATH,
                        DELETED_EQUALS,
                        CHANGES,
                        SINCE_FORMAT,
                        SINCE_FIRST,
                        SORTED,
                        OVERLAP,
                        OVERLAP_IDS,
                        ALL_EVERY,
                        PAGE_SIZE,
                        PAGING,
                        FIRST_PAGE,
                        NEXT,
                        MORE,
                        TOTAL)
                    .map(Setting::option),
                QuestionOptions.byKey().stream()))
        .toList();
  }

  static Optional<FeedRule> read(String kind, YamlSection section) {
    Question list = QuestionOptions.readList(section);
    ZoneId zone = zone(section);
    RowRule rows = rows(section, zone);
    Changes changes = changes(section, rows, zone);
    Paging paging = paging(section);
    Optional<ByKey> byKey = QuestionOptions.readByKey(section);
    FeedRule rule;
    try {
      rule = new FeedRule(new RecordKind(kind), list, rows, changes, paging, byKey);
    } catch (IllegalArgumentException badKind) {
      section.problems().add(section.position(), String.valueOf(badKind.getMessage()));
      return Optional.empty();
    }
    fit(section, rule);
    return Optional.of(rule);
  }

  private static RowRule rows(YamlSection section, ZoneId zone) {
    DottedPath key = new DottedPath(KEY.read(section));
    if (key.fromRoot()) {
      section.problem(
          KEY.key(), "'key' begins at the answer, not at the record", "remove the '$.' before it");
    }
    return new RowRule(
        new DottedPath(RECORDS.read(section)),
        key,
        new DottedPath(STAMP.read(section).orElse("")),
        zone,
        section
            .section("deleted")
            .map(deleted -> RestOptions.sign(deleted, DELETED_PATH, DELETED_EQUALS)));
  }

  private static Changes changes(YamlSection section, RowRule rows, ZoneId zone) {
    By by = CHANGES.read(section);
    TimeFormat format = format(section, zone);
    Duration overlap = OVERLAP.read(section);
    Optional<Instant> first = first(section, zone);
    boolean sorted = SORTED.read(section);
    int ids = OVERLAP_IDS.read(section);
    Duration every = ALL_EVERY.read(section);
    useless(section, by);
    return switch (by) {
      case SINCE -> {
        if (rows.stamp().text().isEmpty()) {
          section.problem(
              CHANGES.key(),
              "'" + section.path() + "' finds changes by time and has no 'stamp'",
              "name where the time of the last change is, or say 'changes: all'");
        }
        yield new Changes.Since(format, overlap, first, sorted);
      }
      case ID -> new Changes.Id(ids);
      case TOKEN -> new Changes.Token();
      case ALL -> new Changes.All(every);
    };
  }

  /// What belongs to another way of finding changes would be a mistake.
  private static void useless(YamlSection section, By by) {
    Map<Setting<?>, By> only =
        Map.of(
            SINCE_FORMAT, By.SINCE,
            SINCE_FIRST, By.SINCE,
            SORTED, By.SINCE,
            OVERLAP, By.SINCE,
            OVERLAP_IDS, By.ID,
            ALL_EVERY, By.ALL);
    only.forEach(
        (setting, with) -> {
          if (with != by && setting.given(section)) {
            section.problem(
                setting.key(),
                "'" + setting.key() + "' has no use here",
                "it belongs to 'changes: " + with.name().toLowerCase(java.util.Locale.ROOT) + "'");
          }
        });
  }

  private static TimeFormat format(YamlSection section, ZoneId zone) {
    String written = SINCE_FORMAT.read(section);
    try {
      return new TimeFormat(written, zone);
    } catch (IllegalArgumentException unfit) {
      section.problem(
          SINCE_FORMAT.key(),
          "'since_format' is no way to write a time: '" + written + "'",
          "write iso, epoch, epoch-millis or a pattern such as yyyy-MM-dd HH:mm:ss");
      return new TimeFormat("iso", zone);
    }
  }

  private static Optional<Instant> first(YamlSection section, ZoneId zone) {
    Optional<String> written = SINCE_FIRST.read(section);
    Optional<Instant> first = written.flatMap(text -> TimeText.read(text, zone));
    if (written.isPresent() && first.isEmpty()) {
      section.problem(SINCE_FIRST.key(), "'since_first' is not a time", "write 2020-01-01");
    }
    return first;
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }

  private static Paging paging(YamlSection section) {
    YamlSection paging = section.sectionOrEmpty("paging");
    PagingKind kind = PAGING.read(paging);
    Optional<String> next = NEXT.read(paging);
    if (next.isEmpty() && (kind == PagingKind.NEXT_URL || kind == PagingKind.TOKEN)) {
      paging.requiredText(NEXT.key());
    }
    return new Paging(
        kind,
        FIRST_PAGE.read(paging),
        PAGE_SIZE.read(section),
        new DottedPath(next.orElse("")),
        new DottedPath(MORE.read(paging).orElse("")),
        new DottedPath(TOTAL.read(paging).orElse("")));
  }

  /// Whether the call says what the way of reading needs it to say.
  private static void fit(YamlSection section, FeedRule rule) {
    switch (rule.changes()) {
      case Changes.Since ignored -> needs(section, rule.list(), "since", "changes: since");
      case Changes.Id ignored -> {
        needs(section, rule.list(), "last_id", "changes: id");
        if (rule.paging().kind() != PagingKind.NONE) {
          section.problem(
              "paging",
              "'paging' has no use with 'changes: id'",
              "each page is asked by {last_id}");
        }
      }
      case Changes.Token ignored -> {
        needs(section, rule.list(), "token", "changes: token");
        if (rule.paging().kind() != PagingKind.TOKEN) {
          section.problem(
              "paging", "'changes: token' needs 'paging' of the kind token", "name 'next' there");
        }
      }
      case Changes.All ignored -> {
        // Nothing is asked for by.
      }
    }
    switch (rule.paging().kind()) {
      case PAGE -> needs(section, rule.list(), "page", "paging by page");
      case OFFSET -> needs(section, rule.list(), "offset", "paging by offset");
      case TOKEN -> needs(section, rule.list(), "token", "paging by token");
      case NONE, LINK, NEXT_URL -> {
        // The answer says it all.
      }
    }
  }

  private static void needs(YamlSection section, Question list, String name, String what) {
    if (!list.mentions(name)) {
      section
          .problems()
          .add(
              section.position(),
              "'"
                  + section.path()
                  + "' has "
                  + what
                  + ", and its call does not say '{"
                  + name
                  + "}'",
              "write it in a value of 'query', or in 'body'");
    }
  }
}
