package dev.selvedge.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/// What the figures depend on: processors, memory, the disk's `fsync`, and who else is busy.
final class Machine {
  private static final int SYNCS = 400;
  private static final int PAGE = 4096;

  private Machine() {}

  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  static String describe(Path folder) throws IOException {
    long[] syncs = syncNanos(folder);
    return String.format(
        Locale.ROOT,
        "%d processors, %s, %s, Java %s; fsync of one page: median %.2f ms, p99 %.2f ms",
        Runtime.getRuntime().availableProcessors(),
        memory(),
        System.getProperty("os.name") + ' ' + System.getProperty("os.arch"),
        System.getProperty("java.version"),
        syncs[SYNCS / 2] / 1e6,
        syncs[SYNCS * 99 / 100] / 1e6);
  }

  private static String memory() throws IOException {
    Path file = Path.of("/proc/meminfo");
    if (!Files.isReadable(file)) {
      return "memory unknown";
    }
    long kilobytes = Long.parseLong(Files.readAllLines(file).getFirst().replaceAll("\\D", ""));
    return (kilobytes >> 20) + " GB";
  }

  /// How long one appended page takes to reach the disk, sorted.
  private static long[] syncNanos(Path folder) throws IOException {
    Path file = folder.resolve("fsync-probe");
    long[] taken = new long[SYNCS];
    ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int at = 0; at < SYNCS; at++) {
        page.clear();
        long begin = System.nanoTime();
        channel.write(page);
        channel.force(false);
        taken[at] = System.nanoTime() - begin;
      }
    } finally {
      Files.deleteIfExists(file);
    }
    Arrays.sort(taken);
    return taken;
  }
}
