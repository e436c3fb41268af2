package dev.selvedge.app.http;

import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.page.Views;
import dev.selvedge.app.parked.ParkedRoom;
import dev.selvedge.app.parked.ParkedView;
import dev.selvedge.app.security.Visitor;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.ParkedActs.Edited;
import dev.selvedge.work.replay.ParkedActs.Tally;
import dev.selvedge.work.replay.Restarting.Restarted;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The pages of parked items and what people do on them. Whatever changes something is a form that
/// is sent, and ends at a page that can be loaded again. Safe for use by many threads.
final class ParkedEndpoint {
  private static final Pattern PAGE = Pattern.compile("[1-9]\\d{0,6}");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
  private static final String LIST = "/parked";

  private final Views views;
  private final ParkedRoom room;
  private final Renderer renderer;
  private final PageWriter writer;

  ParkedEndpoint(Views views, ParkedRoom room, PageWriter writer) {
    this.views = views;
    this.room = room;
    this.renderer = writer.renderer();
    this.writer = writer;
  }

  void list(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String page = query(c, "page");
          int number = PAGE.matcher(page).matches() ? Integer.parseInt(page) : 1;
          return renderer.parked(
              visitor, views.parked(query(c, "cause"), number), Notice.of(c).sentence());
        });
  }

  void forecast(Context ctx) {
    writer.page(ctx, (c, visitor) -> renderer.forecast(visitor, room.forecast(query(c, "cause"))));
  }

  void item(Context ctx) {
    OptionalLong number = number(ctx);
    if (number.isEmpty()) {
      writer.problem(ctx, 404);
      return;
    }
    writer.page(
        ctx,
        (c, visitor) ->
            room.look(number.getAsLong())
                .map(item -> renderer.parkedItem(visitor, item, Notice.of(c).sentence()))
                .orElseGet(
                    () -> {
                      c.status(404);
                      return renderer.notParked(visitor, number.getAsLong());
                    }));
  }

  void show(Context ctx) {
    one(
        ctx,
        (number, visitor) ->
            room.show(number, by(visitor, ""))
                .ifPresentOrElse(
                    item -> page(ctx, visitor, item, ""), () -> gone(ctx, visitor, number)));
  }

  void tryOut(Context ctx) {
    one(ctx, (number, visitor) -> again(ctx, visitor, number, ""));
  }

  void edit(Context ctx) {
    one(
        ctx,
        (number, visitor) -> {
          String why = form(ctx, "why");
          if (why.isBlank()) {
            refuse(ctx, visitor, number, "Say why you edit it: the reason is kept with the edit.");
            return;
          }
          switch (room.edit(number, draft(ctx), by(visitor, why))) {
            case Edited.Stored ignored -> ctx.redirect(item(number) + Notice.EDITED.query(1, 0));
            case Edited.Unusable(String sentence) ->
                refuse(ctx, visitor, number, "Nothing was saved. " + sentence);
            case Edited.NotThere ignored -> gone(ctx, visitor, number);
          }
        });
  }

  /// Shows again what was written, so that it is not lost.
  private void refuse(Context ctx, Visitor visitor, long number, String sentence) {
    ctx.status(422);
    again(ctx, visitor, number, sentence);
  }

  private void again(Context ctx, Visitor visitor, long number, String notice) {
    room.tryOut(number, draft(ctx), by(visitor, ""))
        .map(item -> item.because(form(ctx, "why")))
        .ifPresentOrElse(
            item -> page(ctx, visitor, item, notice), () -> gone(ctx, visitor, number));
  }

  void replay(Context ctx) {
    one(
        ctx,
        (number, visitor) -> {
          Tally tally = room.replay(new Choice.One(number), by(visitor, ""), done -> {});
          ctx.redirect(tally.done() == 0 ? item(number) : LIST + Notice.REPLAYED.query(1, 0));
        });
  }

  /// Starts again in its system what a report tells of.
  void restart(Context ctx) {
    one(
        ctx,
        (number, visitor) -> {
          String why = form(ctx, "why");
          if (why.isBlank()) {
            ctx.redirect(item(number) + Notice.NOT_RESTARTED.query(0, 0));
            return;
          }
          boolean again = !form(ctx, "again").isEmpty();
          switch (room.restart(number, again, by(visitor, why))) {
            case Restarted.Begun ignored -> ctx.redirect(LIST + Notice.RESTARTED.query(1, 0));
            case Restarted.Not(String sentence) -> {
              ctx.status(409);
              room.look(number)
                  .ifPresentOrElse(
                      item -> page(ctx, visitor, item, sentence), () -> gone(ctx, visitor, number));
            }
            case Restarted.NotThere ignored -> gone(ctx, visitor, number);
          }
        });
  }

  void discard(Context ctx) {
    one(
        ctx,
        (number, visitor) -> {
          String why = form(ctx, "why");
          if (why.isBlank()) {
            ctx.redirect(item(number) + Notice.REASON_MISSING.query(0, 0));
          } else {
            Tally tally = room.discard(new Choice.One(number), by(visitor, why), done -> {});
            ctx.redirect(LIST + Notice.DISCARDED.query(tally.done(), 0));
          }
        });
  }

  void replayMany(Context ctx) {
    writer.act(
        ctx,
        (c, visitor) -> {
          Tally tally = room.replay(choice(c), by(visitor, ""), done -> {});
          c.redirect(LIST + Notice.REPLAYED.query(tally.done(), tally.left()));
        });
  }

  void discardMany(Context ctx) {
    writer.act(
        ctx,
        (c, visitor) -> {
          String why = form(c, "why");
          if (why.isBlank() || form(c, "sure").isEmpty()) {
            c.redirect(
                LIST
                    + Notice.REASON_MISSING.query(0, 0)
                    + "&cause="
                    + URLEncoder.encode(form(c, "cause"), StandardCharsets.UTF_8));
          } else {
            Tally tally = room.discard(choice(c), by(visitor, why), done -> {});
            c.redirect(LIST + Notice.DISCARDED.query(tally.done(), 0));
          }
        });
  }

  void export(Context ctx) {
    writer.act(
        ctx,
        (c, visitor) -> {
          c.header("Cache-Control", "no-store")
              .header("Content-Disposition", "attachment; filename=\"parked.jsonl\"")
              .contentType("application/x-ndjson; charset=utf-8");
          try (Writer out = new OutputStreamWriter(c.outputStream(), StandardCharsets.UTF_8)) {
            room.export(choice(c), by(visitor, ""), out, done -> {});
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /// Something an operator does with one item.
  @FunctionalInterface
  private interface Deed {
    void on(long number, Visitor visitor);
  }

  private void one(Context ctx, Deed deed) {
    OptionalLong number = number(ctx);
    if (number.isEmpty()) {
      writer.problem(ctx, 404);
    } else {
      writer.act(ctx, (c, visitor) -> deed.on(number.getAsLong(), visitor));
    }
  }

  private void page(Context ctx, Visitor visitor, ParkedView item, String notice) {
    PageWriter.html(ctx, renderer.parkedItem(visitor, item, notice));
  }

  private void gone(Context ctx, Visitor visitor, long number) {
    ctx.status(404);
    PageWriter.html(ctx, renderer.notParked(visitor, number));
  }

  /// What the form was about: a cause or all, and nothing that was parked after it was shown.
  private static Choice choice(Context ctx) {
    String upTo = form(ctx, "up_to");
    long last = NUMBER.matcher(upTo).matches() ? Long.parseLong(upTo) : 0;
    String cause = form(ctx, "cause");
    return cause.isBlank() ? new Choice.All(last) : new Choice.OfCause(cause, last);
  }

  private static ByHand by(Visitor visitor, String why) {
    return new ByHand(visitor.name(), why);
  }

  private static String item(long number) {
    return LIST + "/" + number;
  }

  private static OptionalLong number(Context ctx) {
    String number = ctx.pathParam("number");
    return NUMBER.matcher(number).matches()
        ? OptionalLong.of(Long.parseLong(number))
        : OptionalLong.empty();
  }

  private static String query(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? "" : value;
  }

  private static String form(Context ctx, String name) {
    String value = ctx.formParam(name);
    return value == null ? "" : value;
  }

  /// Browsers send line ends of their own.
  private static String draft(Context ctx) {
    return form(ctx, "record").replace("\r\n", "\n");
  }
}
