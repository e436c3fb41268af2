package dev.selvedge.app.http;

import dev.selvedge.PersonId;
import dev.selvedge.app.page.Assets;
import dev.selvedge.app.page.PlotJson;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.page.Views;
import dev.selvedge.app.security.Look;
import dev.selvedge.app.security.Visitor;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Answers what people ask for in a browser. Safe for use by many threads.
final class PageEndpoint {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String ANSWERED = "selvedge.answered";
  private static final int PEOPLE_SHOWN = 50;
  private static final int LONGEST_QUERY = 254;
  private static final Pattern PERSON = Pattern.compile("p?([1-9]\\d{0,17}|[1-8]\\d{18})");
  private static final Pattern PAGE = Pattern.compile("[1-9]\\d{0,3}");

  private final Views views;
  private final Renderer renderer;
  private final Assets assets;

  PageEndpoint(Views views, Renderer renderer, Assets assets) {
    this.views = views;
    this.renderer = renderer;
    this.assets = assets;
  }

  void overview(Context ctx) {
    page(ctx, (c, visitor) -> renderer.overview(visitor, views.overview(), views.history()));
  }

  void now(Context ctx) {
    page(ctx, (c, visitor) -> renderer.now(visitor, views.overview()));
  }

  void plots(Context ctx) {
    if (Visitor.of(ctx.req()).isEmpty()) {
      problem(ctx, 403);
    } else {
      ctx.header("Cache-Control", "no-store").contentType("application/json");
      ctx.result(PlotJson.of(views.history()));
    }
  }

  void people(Context ctx) {
    page(
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

  void person(Context ctx) {
    page(
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

  void parked(Context ctx) {
    page(
        ctx,
        (c, visitor) -> {
          String page = text(c, "page");
          int number = PAGE.matcher(page).matches() ? Integer.parseInt(page) : 1;
          return renderer.parked(visitor, views.parked(text(c, "cause"), number));
        });
  }

  void login(Context ctx) {
    String notice = ctx.queryParamMap().containsKey("out") ? "You are logged out." : "";
    Look.LoginForm form =
        new Look.LoginForm(notice, Visitor.csrfTokenOf(ctx.req()), text(ctx, "next"));
    html(ctx, renderer.login(form));
  }

  void asset(Context ctx) {
    Optional<Assets.Asset> asset = assets.find(ctx.path().substring("/web/".length()));
    if (asset.isEmpty()) {
      problem(ctx, 404);
      return;
    }
    boolean named = asset.get().tag().equals(ctx.queryParam("v"));
    ctx.header("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache");
    ctx.contentType(asset.get().type()).result(asset.get().content().toBytes());
  }

  void problem(Context ctx, int status) {
    ctx.status(status);
    html(ctx, renderer.problem(status));
  }

  /// Asks once more who it is: should the gate and the router ever read a path differently, the
  /// page still shows nothing.
  private void page(Context ctx, BiFunction<Context, Visitor, String> content) {
    Optional<Visitor> visitor = Visitor.of(ctx.req());
    if (visitor.isEmpty()) {
      problem(ctx, 403);
    } else {
      html(ctx, content.apply(ctx, visitor.get()));
    }
  }

  private static void html(Context ctx, String html) {
    ctx.attribute(ANSWERED, true);
    ctx.header("Cache-Control", "no-store").contentType(HTML).result(html);
  }

  /// Whether a page was written, so that nobody writes a general one over it.
  static boolean hasAnswered(Context ctx) {
    return ctx.attribute(ANSWERED) != null;
  }

  private static String text(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? "" : value;
  }
}
