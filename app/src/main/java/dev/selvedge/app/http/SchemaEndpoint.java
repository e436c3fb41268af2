package dev.selvedge.app.http;

import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.schema.SchemaDesk;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/// The page of what was found about schemas. Safe for use by many threads.
final class SchemaEndpoint {
  private static final Pattern PAGE = Pattern.compile("[1-9]\\d{0,4}");

  private final SchemaDesk desk;
  private final Renderer renderer;
  private final PageWriter writer;

  SchemaEndpoint(SchemaDesk desk, PageWriter writer) {
    this.desk = desk;
    this.renderer = writer.renderer();
    this.writer = writer;
  }

  void list(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> {
          String page = String.valueOf(c.queryParam("page"));
          int number = PAGE.matcher(page).matches() ? Integer.parseInt(page) : 1;
          return renderer.schemas(visitor, desk.schemas(number));
        });
  }
}
