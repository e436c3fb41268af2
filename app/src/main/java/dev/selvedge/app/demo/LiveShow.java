package dev.selvedge.app.demo;

import dev.selvedge.app.cli.Backstage;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.Overview;
import dev.selvedge.app.page.StoreViews;
import dev.selvedge.app.page.TargetLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Plays the shop's script at a gentle pace and tells what happens. Confined to one thread.
final class LiveShow {
  private static final Duration STEP = Duration.ofMillis(700);
  private static final Duration SUMMARY_EVERY = Duration.ofSeconds(5);

  private final Desk desk;
  private final Printer printer;
  private final Backstage.RunningHub hub;
  private final Weather weather;
  private final boolean quiet;
  private final Display display;
  private Instant lastSummary = Instant.EPOCH;

  LiveShow(Desk desk, Printer printer, Backstage.RunningHub hub, Weather weather, boolean quiet) {
    this.desk = desk;
    this.printer = printer;
    this.hub = hub;
    this.weather = weather;
    this.quiet = quiet;
    this.display = new Display(desk.terminal().zone());
  }

  /// Until stopped, or for so long.
  void play(DemoScript script, ShopFront shop, Duration howLong) {
    printer.note("The shop is open. What happens now is sent to the hub as signed webhooks.");
    Instant begun = desk.terminal().clock().instant();
    StoreViews views =
        new StoreViews(
            hub.store(),
            List.of(),
            person -> Optional.empty(),
            new TargetLines(List.of()),
            desk.terminal().clock());
    boolean over = false;
    while (!over && !desk.stop().await(STEP)) {
      Instant now = desk.terminal().clock().instant();
      over = !howLong.isZero() && Duration.between(begun, now).compareTo(howLong) >= 0;
      if (!over) {
        step(script, shop, now);
        summary(views, now);
      }
    }
  }

  private void step(DemoScript script, ShopFront shop, Instant now) {
    String trouble = weather.change();
    if (!trouble.isEmpty()) {
      say(now, "! " + trouble);
    }
    HookCall call = script.next(now);
    int status = shop.send(call);
    say(now, "  " + call.sentence() + answer(status));
  }

  private static String answer(int status) {
    return status == ShopFront.NO_ANSWER ? " (the hub does not answer)" : " [" + status + "]";
  }

  private void summary(StoreViews views, Instant now) {
    if (Duration.between(lastSummary, now).compareTo(SUMMARY_EVERY) < 0) {
      return;
    }
    lastSummary = now;
    Overview overview = views.overview();
    say(now, "= " + display.sentence(overview));
  }

  private void say(Instant now, String sentence) {
    if (!quiet) {
      printer.note(display.clock(now) + ' ' + sentence);
    }
  }
}
