package dev.selvedge.app.http;

import dev.selvedge.PersonId;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.flow.FlowJson;
import dev.selvedge.app.flow.FlowPage;
import dev.selvedge.app.page.Assets;
import dev.selvedge.app.page.FlowNow;
import dev.selvedge.app.page.PlotJson;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.page.Views;
import dev.selvedge.app.security.Look;
import dev.selvedge.app.security.Visitor;
import dev.selvedge.audit.Audit;
import dev.selvedge.plan.EnrolmentLists.Fate;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Answers what people ask for in a browser. Safe for use by many threads.
final class PageEndpoint {
  private static final int PEOPLE_SHOWN = 50;
  private static final int LONGEST_QUERY = 254;
  private static final Pattern PERSON = Pattern.compile("p?([1-9]\\d{0,17}|[1-8]\\d{18})");

  private static final Pattern PAGE = Pattern.compile("[1-9]\\d{0,4}");
  private static final Pattern DAYS = Pattern.compile("[1-9]\\d{0,3}");
  private static final int STANDARD_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final Views views;
  private final Supplier<Optional<Audit>> audited;
  private final Renderer renderer;
  private final PageWriter writer;
  private final Assets assets;

  /// @param audited tells the newest audit that has ended
  PageEndpoint(Views views, Supplier<Optional<Audit>> audited, PageWriter writer, Assets assets) {
    this.views = views;
    this.audited = audited;
    this.renderer = writer.renderer();
    this.writer = writer;
    this.assets = assets;
  }

  void overview(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) ->
            renderer.overview(visitor, views.overview(), views.history(), audited.get()));
  }

  void now(Context ctx) {
    writer.page(ctx, (c, visitor) -> renderer.now(visitor, views.overview(), audited.get()));
  }

  void plots(Context ctx) {
    if (Visitor.of(ctx.req()).isEmpty()) {
      writer.problem(ctx, 403);
    } else {
      ctx.header("Cache-Control", "no-store").contentType("application/json");
      ctx.result(PlotJson.of(views.history()));
    }
  }

  void flow(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) ->
            flowAsked(c)
                .map(
                    flow -> renderer.flow(visitor, flow, FlowNow.of(views.overview(), flow.flow())))
                .orElseGet(
                    () -> {
                      c.status(404);
                      return renderer.problem(404);
                    }));
  }

  void flowPlots(Context ctx) {
    if (Visitor.of(ctx.req()).isEmpty()) {
      writer.problem(ctx, 403);
      return;
    }
    Optional<FlowPage> flow = flowAsked(ctx);
    if (flow.isEmpty()) {
      writer.problem(ctx, 404);
    } else {
      ctx.header("Cache-Control", "no-store").contentType("application/json");
      ctx.result(FlowJson.of(flow.get()));
    }
  }

  private Optional<FlowPage> flowAsked(Context ctx) {
    return views.flow(
        ctx.pathParam("system") + '/' + ctx.pathParam("kind"),
        FlowPage.Window.of(text(ctx, "span")));
  }

  void people(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String query = text(c, "q").strip().toLowerCase(Locale.ROOT);
          List<Views.PersonLine> found =
              query.isEmpty() || query.length() > LONGEST_QUERY
                  ? List.of()
                  : views.people(query, PEOPLE_SHOWN);
          return renderer.people(visitor, query, found);
        });
  }

  void duplicates(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String after = text(c, "after");
          var number = PERSON.matcher(after);
          if (!after.isEmpty() && !number.matches()) {
            c.status(404);
            return renderer.problem(404);
          }
          PersonId from = new PersonId(after.isEmpty() ? 0 : Long.parseLong(number.group(1)));
          return renderer.duplicates(visitor, views.duplicates(from));
        });
  }

  /// What is asked for and does not exist is nothing.
  void automations(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String page = text(c, "page");
          int number = PAGE.matcher(page).matches() ? Integer.parseInt(page) : 1;
          String fate = text(c, "fate");
          return renderer.automations(
              visitor,
              views.automations(
                  new AutomationsPage.Asked(
                      RULE.matcher(text(c, "rule")).matches() ? text(c, "rule") : "",
                      Arrays.stream(Fate.values())
                          .filter(one -> one.word().equals(fate))
                          .findFirst(),
                      number)));
        });
  }

  void dryRun(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String days = text(c, "days");
          Optional<DryRunPage> run =
              days.isEmpty() || DAYS.matcher(days).matches()
                  ? views.dryRun(
                      new DryRunPage.Asked(
                          c.pathParam("rule"),
                          days.isEmpty()
                              ? STANDARD_DAYS
                              : Math.min(MOST_DAYS, Integer.parseInt(days))))
                  : Optional.empty();
          return run.map(known -> renderer.dryRun(visitor, known))
              .orElseGet(
                  () -> {
                    c.status(404);
                    return renderer.problem(404);
                  });
        });
  }

  void person(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          var number = PERSON.matcher(c.pathParam("id"));
          if (!number.matches()) {
            c.status(404);
            return renderer.problem(404);
          }
          PersonId id = new PersonId(Long.parseLong(number.group(1)));
          return views
              .person(id)
              .map(person -> renderer.person(visitor, person))
              .orElseGet(
                  () -> {
                    c.status(404);
                    return renderer.noPerson(visitor, id);
                  });
        });
  }

  void login(Context ctx) {
    String notice = ctx.queryParamMap().containsKey("out") ? "You are logged out." : "";
    Look.LoginForm form =
        new Look.LoginForm(notice, Visitor.csrfTokenOf(ctx.req()), text(ctx, "next"));
    PageWriter.html(ctx, renderer.login(form));
  }

  void asset(Context ctx) {
    Optional<Assets.Asset> asset = assets.find(ctx.path().substring("/web/".length()));
    if (asset.isEmpty()) {
      writer.problem(ctx, 404);
      return;
    }
    boolean named = asset.get().tag().equals(ctx.queryParam("v"));
    ctx.header("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache");
    ctx.contentType(asset.get().type()).result(asset.get().content().toBytes());
  }

  private static String text(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? "" : value;
  }
}
