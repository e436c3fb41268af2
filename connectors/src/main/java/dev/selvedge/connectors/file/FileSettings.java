package dev.selvedge.connectors.file;

import dev.selvedge.RecordKind;
import dev.selvedge.connectors.file.place.SftpSettings;
import dev.selvedge.connectors.file.sheet.SheetChoice;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The checked options of one folder. Immutable.
record FileSettings(Where where, List<Rules> feeds) {
  FileSettings {
    feeds = List.copyOf(feeds);
  }

  /// Where the folder is.
  sealed interface Where {
    record Here(Path folder) implements Where {}

    record There(SftpSettings server) implements Where {}
  }

  /// One feed of the folder.
  record Rules(
      RecordKind kind,
      String glob,
      Writing writing,
      Columns columns,
      Handover handover,
      Snapshot snapshot,
      SheetChoice sheet,
      Bounds bounds) {}

  /// How rows are written.
  record Writing(Format format, char delimiter, char quote, Encoding encoding) {}

  /// What columns mean.
  ///
  /// @param stamp empty when rows carry no change time
  /// @param nulls texts that stand for nothing
  record Columns(
      List<String> key,
      String stamp,
      ZoneId zone,
      Map<String, String> aliases,
      Empty empty,
      Set<String> nulls) {
    Columns {
      key = List.copyOf(key);
      aliases = Map.copyOf(aliases);
      nulls = Set.copyOf(nulls);
    }
  }

  /// When a file is complete, and where it goes afterwards.
  ///
  /// @param marker what stands behind the name of a file that is complete
  /// @param unfinished what stands behind the name of one that is not
  /// @param archive empty to leave files where they are
  /// @param quarantine for files that cannot be read at all; empty to leave them
  record Handover(
      Ready ready,
      Duration quietFor,
      String marker,
      List<String> unfinished,
      String archive,
      boolean delete,
      String quarantine) {
    Handover {
      unfinished = List.copyOf(unfinished);
    }

    /// Whether files are ever moved or deleted.
    boolean isMoving() {
      return delete || !archive.isEmpty() || !quarantine.isEmpty();
    }
  }

  /// Whether a file has all rows there are, so that one that is missing is deleted.
  ///
  /// @param mostMissing in percent of the rows of the snapshot before; of more nothing is deleted
  record Snapshot(boolean wanted, int mostMissing) {}

  /// What no file may exceed.
  record Bounds(int rowBytes, int rows, int liveRows) {}

  enum Format {
    CSV,
    JSONL,
    /// a sheet of a workbook
    XLSX
  }

  enum Encoding {
    UTF_8(StandardCharsets.UTF_8, "efbbbf"),
    WINDOWS_1252(Charset.forName("windows-1252"), ""),
    UTF_16LE(StandardCharsets.UTF_16LE, "fffe");

    private final Charset charset;
    private final String mark;

    Encoding(Charset charset, String mark) {
      this.charset = charset;
      this.mark = mark;
    }

    Charset charset() {
      return charset;
    }

    /// What may stand at the beginning of a file to tell its encoding.
    byte[] byteOrderMark() {
      return HexFormat.of().parseHex(mark);
    }

    /// Bytes of a delimiter, quote or line end.
    int unit() {
      return this == UTF_16LE ? 2 : 1;
    }
  }

  enum Empty {
    NULL,
    TEXT
  }

  enum Ready {
    /// size and time stood still between two looks
    QUIET,
    /// a file of the same name with a marker behind it stands beside it, and is not older
    DONE,
    /// the sender renames a finished file to what the glob matches
    RENAMED
  }
}
