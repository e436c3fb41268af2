package dev.selvedge.app.http;

import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.Visitor;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/// Writes pages as answers, to those who may see them. Immutable.
record PageWriter(Renderer renderer) {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String ANSWERED = "selvedge.answered";

  /// Asks once more who it is: should the gate and the router ever read a path differently, the
  /// page still shows nothing.
  void page(Context ctx, BiFunction<Context, Visitor, String> content) {
    Optional<Visitor> visitor = Visitor.of(ctx.req());
    if (visitor.isEmpty()) {
      problem(ctx, 403);
    } else {
      html(ctx, content.apply(ctx, visitor.get()));
    }
  }

  /// Something that only operators may do; asks once more, as [#page] does.
  void act(Context ctx, BiConsumer<Context, Visitor> deed) {
    Optional<Visitor> operator = Visitor.of(ctx.req()).filter(who -> who.may(Role.OPERATOR));
    if (operator.isEmpty()) {
      problem(ctx, 403);
    } else {
      deed.accept(ctx, operator.get());
    }
  }

  void problem(Context ctx, int status) {
    ctx.status(status);
    html(ctx, renderer.problem(status));
  }

  static void html(Context ctx, String html) {
    ctx.attribute(ANSWERED, true);
    ctx.header("Cache-Control", "no-store").contentType(HTML).result(html);
  }

  /// Whether a page was written, so that nobody writes a general one over it.
  static boolean hasAnswered(Context ctx) {
    return ctx.attribute(ANSWERED) != null;
  }
}
