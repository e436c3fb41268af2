package dev.selvedge.connectors.file;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.file.FileSettings.Bounds;
import dev.selvedge.connectors.file.FileSettings.Columns;
import dev.selvedge.connectors.file.FileSettings.Empty;
import dev.selvedge.connectors.file.FileSettings.Encoding;
import dev.selvedge.connectors.file.FileSettings.Format;
import dev.selvedge.connectors.file.FileSettings.Handover;
import dev.selvedge.connectors.file.FileSettings.Ready;
import dev.selvedge.connectors.file.FileSettings.Rules;
import dev.selvedge.connectors.file.FileSettings.Snapshot;
import dev.selvedge.connectors.file.FileSettings.Where;
import dev.selvedge.connectors.file.FileSettings.Writing;
import dev.selvedge.connectors.file.sheet.SheetChoice;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every option of the `file` connector, described once, and their reading.
final class FileOptions {
  private static final int ASCII = 128;
  private static final long MEGABYTE = 1_000_000;
  private static final Setting<Map<String, YamlSection>> FEEDS =
      Setting.of(
          "feeds",
          "kinds to feeds",
          "",
          "One entry for each kind of record, by the kind's name.",
          YamlSection::named);
  private static final Setting<String> GLOB =
      Setting.requiredText(
          "feeds.*.glob", "Which files: `customers-*.csv`. The oldest is read first.");
  private static final Setting<Format> FORMAT =
      Setting.choice(
          "feeds.*.format",
          Format.CSV,
          "`csv` with a header line, a JSON a line, or a sheet of a workbook.");
  private static final Setting<Optional<String>> SHEET =
      Setting.optionalText("feeds.*.sheet", "the first one", "The name of the workbook's sheet.");
  private static final Setting<Integer> HEADER_ROW =
      Setting.number(
          "feeds.*.header_row",
          1,
          1,
          1000,
          "The row of the sheet with the columns' names. What is above it is left out.");
  private static final Setting<Integer> SHEET_MB =
      Setting.number(
          "feeds.*.max_sheet_mb",
          500,
          1,
          10_000,
          "The largest workbook accepted, in megabytes, packed and unpacked.");
  private static final Setting<String> DELIMITER =
      Setting.text(
          "feeds.*.delimiter", ",", "What stands between fields, one ASCII sign; `tab` for a tab.");
  private static final Setting<String> QUOTE =
      Setting.text(
          "feeds.*.quote", "\"", "What stands about fields with delimiters or line ends in them.");
  private static final Setting<Encoding> ENCODING =
      Setting.choice(
          "feeds.*.encoding",
          Encoding.UTF_8,
          "How characters are written. A byte order mark at the beginning is skipped.");
  private static final Setting<List<String>> KEY =
      Setting.requiredTexts(
          "feeds.*.key",
          "The column or columns (JSON Lines: dotted paths) that make the record's key; several"
              + " are joined with `/`.");
  private static final Setting<Optional<String>> STAMP =
      Setting.optionalText(
          "feeds.*.stamp",
          "records are ordered by arrival",
          "The column (or dotted path) with the record's change time: ISO 8601 or an epoch.");
  private static final Setting<String> ZONE =
      Setting.text("feeds.*.zone", "UTC", "The zone of stamps written without one.");
  private static final Setting<Map<String, String>> HEADERS =
      Setting.textMap(
          "feeds.*.headers",
          "as in the file",
          "Names for columns: header in the file to name in the record.");
  private static final Setting<Empty> EMPTY =
      Setting.choice("feeds.*.empty", Empty.NULL, "What an empty field of a CSV stands for.");
  private static final Setting<List<String>> NULLS =
      Setting.texts("feeds.*.nulls", "none", "Texts that stand for nothing, such as `NULL`.");
  private static final Setting<Ready> READY =
      Setting.choice(
          "feeds.*.ready",
          Ready.QUIET,
          "When a file is complete. `quiet`: its size and time stood still for `quiet_for`."
              + " `done`: `name.done` stands beside it and is not older. `renamed`: as soon as"
              + " `glob` matches.");
  private static final Setting<String> MARKER =
      Setting.text("feeds.*.marker", ".done", "What is behind the name of a `done` marker.");
  private static final Setting<List<String>> UNFINISHED =
      Setting.of(
          "feeds.*.unfinished",
          "text or list of texts",
          "`.part`, `.filepart`, `.tmp`",
          "Ends of names that files have until they are complete. Hidden files are passed over too.",
          (section, key) ->
              section.has(key) ? section.texts(key) : List.of(".part", ".filepart", ".tmp"));
  private static final Setting<Duration> QUIET_FOR =
      Setting.duration(
          "feeds.*.quiet_for",
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          "How long a file must stand still.");
  private static final Setting<Optional<String>> ARCHIVE =
      Setting.optionalText(
          "feeds.*.archive",
          "files stay",
          "A folder, from `folder`, into which files are moved once they are read and stored.");
  private static final Setting<Boolean> DELETE =
      Setting.flag(
          "feeds.*.delete", false, "Whether files are deleted once they are read and stored.");
  private static final Setting<Optional<String>> QUARANTINE =
      Setting.optionalText(
          "feeds.*.quarantine",
          "they stay",
          "A folder, from `folder`, into which files are moved that cannot be read at all, each with"
              + " a `.rejected.txt` that says why.");
  private static final Setting<Boolean> SNAPSHOT =
      Setting.flag(
          "feeds.*.snapshot",
          false,
          "Whether each file has all rows there are, so that one that is missing is deleted.");
  private static final Setting<Integer> MAX_MISSING =
      Setting.number(
          "feeds.*.max_missing",
          10,
          0,
          100,
          "In percent: if more of the rows of the snapshot before are missing, nothing is taken as"
              + " deleted.");
  private static final Setting<Integer> ROW_BYTES =
      Setting.number(
          "feeds.*.max_row_bytes", 1_000_000, 100, 20_000_000, "The longest row accepted.");
  private static final Setting<Integer> ROWS =
      Setting.number(
          "feeds.*.max_rows", 10_000_000, 1, 1_000_000_000, "The most rows read of one file.");
  private static final Setting<Integer> LIVE_ROWS =
      Setting.number(
          "feeds.*.backfill_above",
          10_000,
          0,
          1_000_000,
          "A file with more rows than this goes through the bulk lane.");

  private FileOptions() {}

  static List<Option> all() {
    Stream<Setting<?>> own =
        Stream.of(
            FEEDS,
            GLOB,
            FORMAT,
            SHEET,
            HEADER_ROW,
            SHEET_MB,
            DELIMITER,
            QUOTE,
            ENCODING,
            KEY,
            STAMP,
            ZONE,
            HEADERS,
            EMPTY,
            NULLS,
            READY,
            QUIET_FOR,
            MARKER,
            UNFINISHED,
            ARCHIVE,
            DELETE,
            QUARANTINE,
            SNAPSHOT,
            MAX_MISSING,
            ROW_BYTES,
            ROWS,
            LIVE_ROWS);
    return Stream.concat(PlaceOptions.all().stream(), own.map(Setting::option)).toList();
  }

  static FileSettings read(YamlSection options, Path projectFolder) {
    Where where = PlaceOptions.read(options, projectFolder);
    Map<String, YamlSection> named = FEEDS.read(options);
    if (named.isEmpty()) {
      options.problem(FEEDS.key(), "'feeds' is missing or empty", "name at least one kind");
    }
    List<Rules> feeds = new ArrayList<>();
    named.forEach((kind, section) -> rules(kind, section).ifPresent(feeds::add));
    shared(feeds)
        .ifPresent(
            glob ->
                options.problem(
                    FEEDS.key(),
                    "two feeds take the files of '"
                        + glob
                        + "', and one of them moves them away before the other has read them",
                    "let the partner send a file for each kind, or let the files stay"));
    return new FileSettings(where, feeds);
  }

  /// The glob of files that one feed would move away from another.
  private static Optional<String> shared(List<Rules> feeds) {
    return feeds.stream()
        .filter(one -> one.handover().delete() || !one.handover().archive().isEmpty())
        .map(Rules::glob)
        .filter(glob -> feeds.stream().filter(each -> each.glob().equals(glob)).count() > 1)
        .findFirst();
  }

  private static Optional<Rules> rules(String kind, YamlSection section) {
    String glob = glob(section);
    Writing writing = writing(section);
    Handover handover = handover(section);
    Snapshot snapshot = new Snapshot(SNAPSHOT.read(section), MAX_MISSING.read(section));
    if (snapshot.wanted() && handover.delete()) {
      section.problem(
          DELETE.key(),
          "'delete' leaves nothing to compare the next snapshot with",
          "write 'archive' with a folder");
    }
    SheetChoice sheet =
        new SheetChoice(
            SHEET.read(section), HEADER_ROW.read(section), SHEET_MB.read(section) * MEGABYTE);
    Bounds bounds =
        new Bounds(ROW_BYTES.read(section), ROWS.read(section), LIVE_ROWS.read(section));
    Columns columns = columns(section);
    try {
      return Optional.of(
          new Rules(
              new RecordKind(kind), glob, writing, columns, handover, snapshot, sheet, bounds));
    } catch (IllegalArgumentException badKind) {
      section.problems().add(section.position(), String.valueOf(badKind.getMessage()));
      return Optional.empty();
    }
  }

  private static Writing writing(YamlSection section) {
    Format format = FORMAT.read(section);
    char delimiter = sign(section, DELIMITER);
    char quote = sign(section, QUOTE);
    Encoding encoding = ENCODING.read(section);
    if (format == Format.XLSX) {
      for (Setting<?> foreign : List.of(DELIMITER, QUOTE, ENCODING)) {
        if (foreign.given(section)) {
          section.problem(foreign.key(), "a workbook has no '" + foreign.key() + "'", "remove it");
        }
      }
      return new Writing(format, ',', '"', Encoding.UTF_8);
    }
    for (Setting<?> foreign : List.of(SHEET, HEADER_ROW, SHEET_MB)) {
      if (foreign.given(section)) {
        section.problem(
            foreign.key(), "only a workbook has '" + foreign.key() + "'", "write 'format: xlsx'");
      }
    }
    return new Writing(format, delimiter, quote, encoding);
  }

  private static Handover handover(YamlSection section) {
    Handover handover =
        new Handover(
            READY.read(section),
            QUIET_FOR.read(section),
            MARKER.read(section),
            UNFINISHED.read(section),
            folder(section, ARCHIVE),
            DELETE.read(section),
            folder(section, QUARANTINE));
    if (handover.marker().isBlank() || handover.unfinished().stream().anyMatch(String::isBlank)) {
      section.problem(
          handover.marker().isBlank() ? MARKER.key() : UNFINISHED.key(),
          "every name ends with nothing: no file would ever be read",
          "write an end of names, such as .done");
    }
    if (handover.delete() && !handover.archive().isEmpty()) {
      section.problem(
          DELETE.key(), "files cannot be both archived and deleted", "remove one of the two");
    }
    return handover;
  }

  private static String folder(YamlSection section, Setting<Optional<String>> setting) {
    String folder = setting.read(section).orElse("");
    String plain = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    if (setting.given(section) && (plain.isBlank() || plain.equals("."))) {
      section.problem(
          setting.key(),
          "'" + setting.key() + "' must be another folder than the one files arrive in",
          "");
    }
    return plain;
  }

  private static Columns columns(YamlSection section) {
    return new Columns(
        KEY.read(section),
        STAMP.read(section).orElse(""),
        zone(section),
        HEADERS.read(section),
        EMPTY.read(section),
        Set.copyOf(NULLS.read(section)));
  }

  private static String glob(YamlSection section) {
    String glob = GLOB.read(section);
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (IllegalArgumentException malformed) {
      section.problem(GLOB.key(), "'glob' is not a pattern for file names", "write *.csv");
    }
    if (glob.indexOf('/') >= 0) {
      section.problem(
          GLOB.key(),
          "'glob' means names of files in 'folder' itself, and no name has a '/' in it",
          "write the folder in 'folder'");
    }
    return glob;
  }

  private static char sign(YamlSection section, Setting<String> setting) {
    String written = setting.read(section);
    String sign = written.equals("tab") ? "\t" : written;
    if (sign.length() != 1 || sign.charAt(0) >= ASCII) {
      section.problem(setting.key(), "'" + setting.key() + "' must be one ASCII sign", "");
      return ',';
    }
    return sign.charAt(0);
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }
}
