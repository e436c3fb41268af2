package dev.selvedge.app.promise;

import dev.selvedge.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The program as it is, except that it dies with whoever started it, however that one ends: its
/// standard input is the tether. A line with a number on it limits how long its files may grow.
final class TetheredHub {
  private static final int CUT_LOOSE = 137;

  private TetheredHub() {}

  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("tether").start(TetheredHub::hold);
    Main.main(arguments);
  }

  private static void hold() {
    try {
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      for (String bytes = orders.readLine(); bytes != null; bytes = orders.readLine()) {
        FileLimit.set(Long.parseLong(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().halt(CUT_LOOSE);
    }
  }
}
