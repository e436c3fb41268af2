package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Progress;
import dev.selvedge.work.replay.ParkedActs.Tally;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongConsumer;
import tools.jackson.databind.node.JsonNodeFactory;

/// Long work on many items, with a bar while it lasts and an answer at its end.
///
/// @param what in a word, for the bar
record Work(Desk desk, SharedOptions shared, String what) {
  private static final int WORTH_A_BAR = 500;

  <T> T run(long total, Function<LongConsumer, T> task) {
    Progress progress = new Progress(what, desk.terminal());
    boolean shown = total > WORTH_A_BAR && !shared.json() && !shared.quiet();
    try {
      return task.apply(
          done -> {
            if (shown) {
              progress.show(done, Math.max(done, total));
            }
          });
    } finally {
      progress.end();
    }
  }

  /// Says what was done; that there was nothing to do is no failure.
  static int answer(Printer printer, SharedOptions shared, String done, Tally tally) {
    if (shared.json()) {
      printer.json(
          JsonNodeFactory.instance.objectNode().put(done, tally.done()).put("left", tally.left()));
    } else {
      printer.line(number(tally.done()) + " " + done + ".");
      if (tally.left() > 0) {
        printer.line(
            number(tally.left())
                + " cannot be replayed: rows that their source could not read. Correct them there.");
      }
    }
    return ExitCode.OK.number();
  }

  private static String number(long count) {
    return String.format(Locale.UK, "%,d", count);
  }
}
