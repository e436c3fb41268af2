package dev.selvedge.bench.poll;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A system of so many records that is read to its end.
public record Polls(Family family, int records) {
  public String what() {
    return records + " " + family.what();
  }

  /// Puts the system there.
  ///
  /// @throws IOException if that fails
  public Ready prepare(Path folder) throws IOException {
    family.prepare(folder, records);
    RecordedPages pages = new RecordedPages(records);
    return new Ready(
        pages,
        List.of(
            PollRun.class.getName(),
            family.name(),
            folder.toString(),
            Integer.toString(records),
            Integer.toString(pages.port())));
  }

  /// A system that can be read, and the program that does so: its class and its arguments.
  public static final class Ready implements AutoCloseable {
    private final RecordedPages pages;
    private final List<String> program;

    Ready(RecordedPages pages, List<String> program) {
      this.pages = pages;
      this.program = List.copyOf(program);
    }

    public List<String> program() {
      return program;
    }

    @Override
    public void close() {
      pages.close();
    }
  }
}
