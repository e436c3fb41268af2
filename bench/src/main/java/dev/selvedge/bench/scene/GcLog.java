package dev.selvedge.bench.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A JVM's own record of its heap: the only view into another process that costs it nothing.
///
/// @param peakMegabytes most in use, garbage included
/// @param liveMegabytes most that was left after a collection
public record GcLog(double peakMegabytes, double liveMegabytes) {
  private static final Pattern PAUSE = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\(");

  public static String option(Path file) {
    return "-Xlog:gc:file=" + file;
  }

  public static GcLog read(Path file) throws IOException {
    double peak = 0;
    double live = 0;
    for (String line : Files.readAllLines(file)) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        peak = Math.max(peak, Double.parseDouble(pause.group(1)));
        live = Math.max(live, Double.parseDouble(pause.group(2)));
      }
    }
    return new GcLog(peak, live);
  }
}
