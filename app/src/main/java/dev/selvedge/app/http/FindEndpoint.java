package dev.selvedge.app.http;

import dev.selvedge.app.order.OrderDesk;
import dev.selvedge.app.order.OrderJson;
import dev.selvedge.app.order.OrderLink;
import dev.selvedge.app.order.OrderPage;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.search.Found;
import dev.selvedge.app.search.SearchDesk;
import dev.selvedge.app.security.Visitor;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds things for people, and shows the orders they look for. Nothing here changes anything. Safe
/// for use by many threads.
final class FindEndpoint {
  private static final Pattern PAGE = Pattern.compile("[1-9]\\d?");

  private final SearchDesk search;
  private final OrderDesk orders;
  private final Renderer renderer;
  private final PageWriter writer;

  FindEndpoint(SearchDesk search, OrderDesk orders, PageWriter writer) {
    this.search = search;
    this.orders = orders;
    this.renderer = writer.renderer();
    this.writer = writer;
  }

  /// Goes to what is the only one; lists what are several.
  void search(Context ctx) {
    Optional<Visitor> visitor = Visitor.of(ctx.req());
    if (visitor.isEmpty()) {
      writer.problem(ctx, 403);
      return;
    }
    Found found = search.find(text(ctx, "q"));
    if (found.hits().size() == 1) {
      ctx.header("Cache-Control", "no-store").redirect(found.hits().getFirst().link());
      return;
    }
    String page = text(ctx, "page");
    int number = PAGE.matcher(page).matches() ? Integer.parseInt(page) : 1;
    PageWriter.html(ctx, renderer.search(visitor.get(), found, number));
  }

  void order(Context ctx) {
    order(ctx, OrderLink.inPath(ctx.pathParam("number")));
  }

  /// One whose number a path cannot hold.
  void orderAsked(Context ctx) {
    order(ctx, OrderLink.inQuery(text(ctx, "number"), text(ctx, "as")));
  }

  private void order(Context ctx, Optional<OrderLink.Asked> asked) {
    Optional<Visitor> visitor = Visitor.of(ctx.req());
    if (visitor.isEmpty()) {
      writer.problem(ctx, 403);
      return;
    }
    Optional<OrderPage> page = asked.flatMap(it -> orders.order(it.key()));
    if (page.isEmpty()) {
      ctx.status(404);
      PageWriter.html(
          ctx,
          asked
              .map(it -> renderer.noOrder(visitor.get(), it.key()))
              .orElseGet(() -> renderer.problem(404)));
    } else if (asked.filter(OrderLink.Asked::json).isPresent()) {
      ctx.header("Cache-Control", "no-store")
          .contentType("application/json")
          .result(OrderJson.of(page.get()).toPrettyString());
    } else {
      PageWriter.html(ctx, renderer.order(visitor.get(), page.get()));
    }
  }

  private static String text(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? "" : value;
  }
}
