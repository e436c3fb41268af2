package dev.selvedge.sandbox.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/// A journal in a file of JSON lines. A half-written last line, as a crash leaves it, is ignored.
///
/// Guarded by the account's lock.
public final class FileJournal implements Journal, AutoCloseable {
  private final FileChannel channel;

  private FileJournal(FileChannel channel) {
    this.channel = channel;
  }

  /// Reads what is there, hands it on in order, and opens the file for more.
  public static FileJournal open(Path file, Consumer<JournalEntry> replay) {
    try {
      long whole = Files.exists(file) ? replay(file, replay) : 0;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole);
      channel.position(whole);
      return new FileJournal(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open state file " + file, e);
    }
  }

  private static long replay(Path file, Consumer<JournalEntry> replay) throws IOException {
    long whole = 0;
    long size = Files.size(file);
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        long end = whole + line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (end > size) {
          break;
        }
        replay.accept(JournalEntry.parse(line));
        whole = end;
      }
    } catch (JacksonException e) {
      throw new IOException("the line at byte " + whole + " is not valid", e);
    }
    return whole;
  }

  @Override
  public void append(JournalEntry entry) {
    try {
      ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the state file", e);
    }
  }

  @Override
  public void clear() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear the state file", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the state file", e);
    }
  }
}
