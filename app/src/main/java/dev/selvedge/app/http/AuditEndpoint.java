package dev.selvedge.app.http;

import dev.selvedge.app.audit.AuditDesk;
import dev.selvedge.app.audit.AuditDocument;
import dev.selvedge.app.audit.AuditPage;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.Visitor;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Mending;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pages of audits and what people do on them. Whatever changes something is a form that is
/// sent, and ends at a page that can be loaded again. Safe for use by many threads.
final class AuditEndpoint {
  private static final String LIST = "/audits";
  private static final Pattern PAGE = Pattern.compile("[1-9]\\d{0,4}");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}|[1-8]\\d{18}");
  private static final Pattern FILE =
      Pattern.compile("([1-9]\\d{0,17}|[1-8]\\d{18})(|\\.json|\\.csv|\\.html)");
  private static final int LONGEST_FIELD = 500;

  private final AuditDesk desk;
  private final Renderer renderer;
  private final PageWriter writer;

  AuditEndpoint(AuditDesk desk, PageWriter writer) {
    this.desk = desk;
    this.renderer = writer.renderer();
    this.writer = writer;
  }

  void list(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String page = query(c, "page");
          int number = PAGE.matcher(page).matches() ? Integer.parseInt(page) : 1;
          return renderer.audits(visitor, desk.list(number), Notice.of(c).sentence());
        });
  }

  void run(Context ctx) {
    writer.act(
        ctx,
        (c, visitor) -> {
          Notice notice =
              switch (desk.ask(visitor.name())) {
                case TAKEN -> Notice.AUDIT_ASKED;
                case RUNS_ALREADY -> Notice.AUDIT_RUNS;
                case NOT_HERE -> Notice.AUDIT_NOT_HERE;
              };
          c.redirect(LIST + notice.query(0, 0));
        });
  }

  /// An audit as a page, or as a file where its number ends like one.
  void one(Context ctx) {
    Matcher file = FILE.matcher(ctx.pathParam("id"));
    if (!file.matches()) {
      writer.problem(ctx, 404);
      return;
    }
    long id = Long.parseLong(file.group(1));
    switch (file.group(2)) {
      case ".json" -> json(ctx, id);
      case ".csv" -> csv(ctx, id);
      case ".html" -> print(ctx, id);
      default -> page(ctx, id);
    }
  }

  private void page(Context ctx, long id) {
    writer.page(
        ctx,
        (c, visitor) ->
            desk.audit(id, asked(c), veil(visitor))
                .map(audit -> renderer.audit(visitor, audit, Notice.of(c).sentence()))
                .orElseGet(() -> missing(c, visitor, id)));
  }

  private String missing(Context ctx, Visitor visitor, long id) {
    ctx.status(404);
    return renderer.noAudit(visitor, id);
  }

  private void json(Context ctx, long id) {
    file(
        ctx,
        id,
        audit -> {
          ctx.contentType("application/json")
              .result(AuditDocument.json(audit.audit()).toPrettyString());
          return "audit-" + id + ".json";
        });
  }

  private void print(Context ctx, long id) {
    file(
        ctx,
        id,
        audit -> {
          ctx.contentType("text/html; charset=utf-8").result(renderer.auditPrint(audit));
          return "audit-" + id + ".html";
        });
  }

  /// Answers with a file that is made from the page.
  private void file(Context ctx, long id, java.util.function.Function<AuditPage, String> made) {
    Optional<Visitor> visitor = Visitor.of(ctx.req());
    if (visitor.isEmpty()) {
      writer.problem(ctx, 403);
      return;
    }
    Optional<AuditPage> audit = desk.audit(id, AuditPage.Asked.ALL, veil(visitor.get()));
    if (audit.isEmpty()) {
      writer.problem(ctx, 404);
    } else {
      attached(ctx, made.apply(audit.get()));
    }
  }

  private static void attached(Context ctx, String name) {
    ctx.header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private void csv(Context ctx, long id) {
    Optional<Visitor> visitor = Visitor.of(ctx.req());
    if (visitor.isEmpty()) {
      writer.problem(ctx, 403);
      return;
    }
    if (desk.stake(id, Choice.ALL).isEmpty()) {
      writer.problem(ctx, 404);
      return;
    }
    attached(ctx, "audit-" + id + ".csv");
    ctx.contentType("text/csv; charset=utf-8");
    try (Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
      out.write(AuditDocument.HEADING + "\r\n");
      boolean ignored =
          desk.each(
              id,
              veil(visitor.get()),
              some -> {
                try {
                  for (var found : some) {
                    out.write(AuditDocument.line(found) + "\r\n");
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What mending some would change, before it is done.
  void stake(Context ctx) {
    long id = id(ctx);
    writer.page(
        ctx,
        (c, visitor) ->
            desk.stake(id, choice(c, true))
                .map(stake -> renderer.auditMend(visitor, id, asked(c), stake))
                .orElseGet(() -> missing(c, visitor, id)));
  }

  void mend(Context ctx) {
    long id = id(ctx);
    writer.act(
        ctx,
        (c, visitor) -> {
          ByHand hand = new ByHand(visitor.name(), "");
          String number = form(c, "number");
          if (NUMBER.matcher(number).matches()) {
            told(c, id, desk.mend(id, Long.parseLong(number), hand), "#d" + number);
          } else {
            mendMany(c, id, hand);
          }
        });
  }

  /// No more is changed than was shown; and what is many has to be meant.
  private void mendMany(Context ctx, long id, ByHand hand) {
    Choice choice = choice(ctx, false);
    String shown = form(ctx, "things");
    int things = PAGE.matcher(shown).matches() ? Integer.parseInt(shown) : 0;
    Optional<AuditDesk.Stake> stake = desk.stake(id, choice);
    if (stake.isEmpty()) {
      writer.problem(ctx, 404);
    } else if (things > stake.get().stop() && form(ctx, "sure").isEmpty()) {
      back(ctx, id, Notice.MEND_UNSURE.query(things, stake.get().stop()), "");
    } else if (stake.get().things() > things) {
      back(ctx, id, Notice.MEND_MORE.query(stake.get().things(), things), "");
    } else {
      told(ctx, id, desk.mend(id, choice, things, hand), "");
    }
  }

  private static void told(Context ctx, long id, Optional<Mending.Tally> tally, String where) {
    String notice =
        tally
            .map(
                it ->
                    it.refused().isEmpty()
                        ? Notice.MENDED.query(it.all(), it.left())
                        : Notice.MEND_REFUSED.query(0, 0))
            .orElseGet(() -> Notice.MENDING.query(0, 0));
    back(ctx, id, notice, where);
  }

  private static void back(Context ctx, long id, String notice, String where) {
    AuditPage.Asked asked = new AuditPage.Asked(choice(ctx, false), after(form(ctx, "after")));
    ctx.redirect(
        LIST
            + '/'
            + id
            + notice
            + '&'
            + asked.query()
            + (asked.after() == 0 ? "" : "&after=" + asked.after())
            + where);
  }

  void ignore(Context ctx) {
    long id = id(ctx);
    writer.act(
        ctx,
        (c, visitor) -> {
          String number = form(c, "number");
          String why = form(c, "why");
          if (!NUMBER.matcher(number).matches()) {
            writer.problem(c, 404);
          } else if (why.isBlank()) {
            back(c, id, Notice.NOT_LEFT_ALONE.query(0, 0), "#d" + number);
          } else if (desk.ignore(id, Long.parseLong(number), new ByHand(visitor.name(), why))) {
            back(c, id, Notice.LEFT_ALONE.query(0, 0), "#d" + number);
          } else {
            writer.problem(c, 404);
          }
        });
  }

  private static Veil veil(Visitor visitor) {
    return visitor.may(Role.OPERATOR) ? Veil.LIFTED : Veil.DRAWN;
  }

  /// The audit that is meant; 0, which none is, for what is no number.
  private static long id(Context ctx) {
    String id = ctx.pathParam("id");
    return NUMBER.matcher(id).matches() ? Long.parseLong(id) : 0;
  }

  private static AuditPage.Asked asked(Context ctx) {
    return new AuditPage.Asked(choice(ctx, true), after(query(ctx, "after")));
  }

  private static long after(String text) {
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
  }

  /// What is asked for and does not exist is not asked for.
  private static Choice choice(Context ctx, boolean inLink) {
    String kind = inLink ? query(ctx, "kind") : form(ctx, "kind");
    String hop = inLink ? query(ctx, "hop") : form(ctx, "hop");
    String field = (inLink ? query(ctx, "field") : form(ctx, "field")).strip();
    String open = inLink ? query(ctx, "open") : form(ctx, "open");
    return new Choice(
        AuditPage.of(kind, Gap.Kind.values()),
        AuditPage.of(hop, Hop.values()),
        field.length() > LONGEST_FIELD ? "" : field,
        open.equals("yes"));
  }

  private static String query(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? "" : value;
  }

  private static String form(Context ctx, String name) {
    String value = ctx.formParam(name);
    return value == null ? "" : value;
  }
}
