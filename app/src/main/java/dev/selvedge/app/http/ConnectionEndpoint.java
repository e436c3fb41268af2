package dev.selvedge.app.http;

import dev.selvedge.app.connection.ConnectionDesk;
import dev.selvedge.app.page.Renderer;
import io.javalin.http.Context;

/// The page of connections. Safe for use by many threads.
final class ConnectionEndpoint {
  private final ConnectionDesk desk;
  private final Renderer renderer;
  private final PageWriter writer;

  ConnectionEndpoint(ConnectionDesk desk, PageWriter writer) {
    this.desk = desk;
    this.renderer = writer.renderer();
    this.writer = writer;
  }

  void list(Context ctx) {
    writer.page(
        ctx,
        (c, visitor) -> renderer.connections(visitor, desk.connections(), Notice.of(c).sentence()));
  }

  void check(Context ctx) {
    writer.act(
        ctx,
        (c, visitor) ->
            c.redirect(
                "/connections"
                    + (desk.check() ? Notice.CHECK_ASKED : Notice.CHECK_NOT_HERE).query(0, 0)));
  }
}
