package dev.selvedge.app.promise;

import dev.selvedge.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The program as it is, except that it dies with whoever started it, however that one ends: its
/// standard input is the tether.
final class TetheredHub {
  private static final int CUT_LOOSE = 137;

  private TetheredHub() {}

  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("tether").start(TetheredHub::hold);
    Main.main(arguments);
  }

  private static void hold() {
    try {
      while (System.in.read() >= 0) {
        // nobody says anything; only the end counts
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().halt(CUT_LOOSE);
    }
  }
}
