package dev.selvedge.connectors.file;

import dev.selvedge.RecordKind;
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
record FileSettings(Path folder, List<Rules> feeds) {
  FileSettings {
    feeds = List.copyOf(feeds);
  }

  /// One feed of the folder.
  record Rules(
      RecordKind kind,
      String glob,
      Writing writing,
      Columns columns,
      Handover handover,
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
  /// @param archive empty to leave files where they are
  record Handover(Ready ready, Duration quietFor, String archive) {}

  /// What no file may exceed.
  record Bounds(int rowBytes, int rows, int liveRows) {}

  enum Format {
    CSV,
    JSONL
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
    /// a file of the same name with `.done` behind it stands beside it
    DONE,
    /// the sender renames a finished file to what the glob matches
    RENAMED
  }
}
