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
  private static final Duration FAREWELL_EVERY = Duration.ofSeconds(40);

  /// How much longer than asked for the end of what was begun is waited for: on a busy machine it
  /// takes its time.
  private static final Duration SEEN_THROUGH = Duration.ofSeconds(60);

  private final Desk desk;
  private final Printer printer;
  private final Backstage.RunningHub hub;
  private final World world;
  private final boolean quiet;
  private final Display display;
  private Instant lastSummary = Instant.EPOCH;
  private Instant lastFarewell = Instant.EPOCH;

  LiveShow(Desk desk, Printer printer, Backstage.RunningHub hub, World world, boolean quiet) {
    this.desk = desk;
    this.printer = printer;
    this.hub = hub;
    this.world = world;
    this.quiet = quiet;
    this.display = new Display(desk.terminal().zone());
  }

  /// What happens at Dotdigital meanwhile, how the day begins and what the automations make of it.
  record World(Weather weather, Farewell farewell, Opening opening, Enrolled enrolled) {}

  /// Until stopped, or for so long, and until what was begun is seen to end: who unsubscribed, who
  /// left a basket.
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
      Duration played = Duration.between(begun, now);
      over =
          !howLong.isZero()
              && played.compareTo(howLong) >= 0
              && !(isUnderWay() && played.compareTo(howLong.plus(SEEN_THROUGH)) < 0);
      farewell(now, over);
      world.enrolled().news().forEach(news -> say(now, "< " + news));
      if (!over) {
        step(script, shop, now);
        summary(views, now);
      }
    }
  }

  /// Whether something was begun whose end people are to see.
  private boolean isUnderWay() {
    return world.farewell().isUnderWay() || !world.enrolled().isOpeningTold();
  }

  private void step(DemoScript script, ShopFront shop, Instant now) {
    Optional<Opening.Act> act = world.opening().next(now);
    if (act.isPresent()) {
      int worst = act.get().calls().stream().mapToInt(shop::send).max().orElse(ShopFront.NO_ANSWER);
      say(now, "  " + act.get().sentence() + answer(worst));
      return;
    }
    String trouble = world.weather().change();
    if (!trouble.isEmpty()) {
      say(now, "! " + trouble);
    }
    HookCall call = script.next(now);
    int status = shop.send(call);
    say(now, "  " + call.sentence() + answer(status));
  }

  private void farewell(Instant now, boolean over) {
    String news = world.farewell().news();
    if (!news.isEmpty()) {
      say(now, "< " + news);
    } else if (!over
        && !world.farewell().isUnderWay()
        && Duration.between(lastFarewell, now).compareTo(FAREWELL_EVERY) >= 0) {
      lastFarewell = now;
      String gone = world.farewell().begin();
      if (!gone.isEmpty()) {
        say(now, "> " + gone);
      }
    }
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
    say(now, "= " + world.enrolled().summary());
  }

  private void say(Instant now, String sentence) {
    if (!quiet) {
      printer.note(display.clock(now) + ' ' + sentence);
    }
  }
}
