package dev.selvedge.app.http;

import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.page.Views;
import dev.selvedge.app.security.Visitor;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.alarm.AlarmActs;
import dev.selvedge.work.alarm.AlarmActs.Acted;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The pages of alarms and what people do on them. Safe for use by many threads.
final class AlarmEndpoint {
  private static final Pattern PAGE = Pattern.compile("[1-9]\\d{0,6}");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
  private static final Map<String, Duration> SILENCES =
      Map.of(
          "1h",
          Duration.ofHours(1),
          "4h",
          Duration.ofHours(4),
          "1d",
          Duration.ofDays(1),
          "7d",
          Duration.ofDays(7));

  private final Views views;
  private final AlarmActs acts;
  private final Renderer renderer;
  private final PageWriter writer;

  AlarmEndpoint(Views views, AlarmActs acts, PageWriter writer) {
    this.views = views;
    this.acts = acts;
    this.renderer = writer.renderer();
    this.writer = writer;
  }

  void list(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String page = String.valueOf(c.queryParam("page"));
          int number = PAGE.matcher(page).matches() ? Integer.parseInt(page) : 1;
          return renderer.alarms(visitor, views.alarms(number), Notice.of(c).sentence());
        });
  }

  void one(Context ctx) {
    OptionalLong number = number(ctx);
    if (number.isEmpty()) {
      writer.problem(ctx, 404);
      return;
    }
    writer.page(
        ctx,
        (c, visitor) ->
            views
                .alarm(number.getAsLong())
                .map(alarm -> renderer.alarm(visitor, alarm, Notice.of(c).sentence()))
                .orElseGet(
                    () -> {
                      c.status(404);
                      return renderer.problem(404);
                    }));
  }

  void acknowledge(Context ctx) {
    act(ctx, (number, visitor) -> done(acts.acknowledge(number, by(visitor, "")), Notice.TAKEN));
  }

  void silence(Context ctx) {
    act(
        ctx,
        (number, visitor) -> {
          Duration length = SILENCES.get(String.valueOf(ctx.formParam("for")));
          String why = ctx.formParam("why");
          if (length == null || why == null || why.isBlank()) {
            return Notice.NOT_SILENCED;
          }
          return done(acts.silence(number, length, by(visitor, why)), Notice.SILENCED);
        });
  }

  private static Notice done(Acted acted, Notice notice) {
    return switch (acted) {
      case Acted.Done ignored -> notice;
      case Acted.Over ignored -> Notice.ALARM_OVER;
      case Acted.NotThere ignored -> Notice.ALARM_OVER;
    };
  }

  /// Something an operator does with one alarm.
  @FunctionalInterface
  private interface Deed {
    Notice on(long number, Visitor visitor);
  }

  private void act(Context ctx, Deed deed) {
    OptionalLong number = number(ctx);
    if (number.isEmpty()) {
      writer.problem(ctx, 404);
    } else {
      writer.act(
          ctx,
          (c, visitor) ->
              c.redirect(
                  "/alarms/"
                      + number.getAsLong()
                      + deed.on(number.getAsLong(), visitor).query(1, 0)));
    }
  }

  private static ByHand by(Visitor visitor, String why) {
    return new ByHand(visitor.name(), why);
  }

  private static OptionalLong number(Context ctx) {
    String number = ctx.pathParam("number");
    return NUMBER.matcher(number).matches()
        ? OptionalLong.of(Long.parseLong(number))
        : OptionalLong.empty();
  }
}
