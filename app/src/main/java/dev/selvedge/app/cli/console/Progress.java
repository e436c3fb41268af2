package dev.selvedge.app.cli.console;

import java.io.PrintStream;
import java.util.Locale;

/// A bar that grows while long work is done. Where nobody watches it prints a line for every tenth
/// of the work instead. Confined to one thread.
public final class Progress {
  private static final int BAR = 30;
  private static final int HUNDRED = 100;
  private static final int TENTH = 10;

  private final String what;
  private final PrintStream out;
  private final boolean redraw;
  private int shown = -1;
  private boolean ended;

  public Progress(String what, Terminal terminal) {
    this.what = what;
    this.out = terminal.err();
    this.redraw = terminal.interactive();
  }

  /// Shows how far it is. Never goes back: work that grows while it is done stands still instead.
  public void show(long done, long total) {
    int percent = total <= 0 ? HUNDRED : Math.clamp(done * HUNDRED / total, 0, HUNDRED);
    int step = redraw ? percent : percent / TENTH * TENTH;
    if (ended || step <= shown) {
      return;
    }
    shown = step;
    String counts = String.format(Locale.UK, "%,d of %,d", done, total);
    if (redraw) {
      int filled = step * BAR / HUNDRED;
      String bar = "█".repeat(filled) + "░".repeat(BAR - filled);
      out.printf("\r%s %s %3d %%  %s\u001b[K", what, bar, step, counts);
    } else {
      out.println(what + ": " + step + " %, " + counts);
    }
    if (step == HUNDRED) {
      end();
    }
  }

  public boolean complete() {
    return shown == HUNDRED;
  }

  /// Leaves the line, so that others can be written.
  public void end() {
    if (!ended && redraw && shown >= 0) {
      out.println();
    }
    ended = true;
    out.flush();
  }
}
