package dev.selvedge.app.http;

import dev.selvedge.app.allowance.AllowanceDesk;
import dev.selvedge.app.connection.ConnectionDesk;
import dev.selvedge.app.page.Renderer;
import io.javalin.http.Context;

/// The pages of connections and of allowances. Safe for use by many threads.
final class ConnectionEndpoint {
  private final ConnectionDesk desk;
  private final AllowanceDesk allowances;
  private final Renderer renderer;
  private final PageWriter writer;

  ConnectionEndpoint(ConnectionDesk desk, AllowanceDesk allowances, PageWriter writer) {
    this.desk = desk;
    this.allowances = allowances;
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

  void allowance(Context ctx) {
    writer.page(ctx, (c, visitor) -> renderer.allowance(visitor, allowances.allowance()));
  }
}
