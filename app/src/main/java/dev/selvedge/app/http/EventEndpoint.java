package dev.selvedge.app.http;

import dev.selvedge.app.live.Streams;
import dev.selvedge.app.live.Watched;
import dev.selvedge.app.page.Counts;
import dev.selvedge.app.security.Gate;
import dev.selvedge.app.security.Stay;
import dev.selvedge.app.security.Visitor;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.JsonNodeFactory;

/// Keeps a line to an open page and says when what it shows has changed, as server-sent events. The
/// page then asks for it as ever, so that nothing but figures travels here. Each stream has a
/// virtual thread that waits. Safe for use by many threads.
final class EventEndpoint implements AutoCloseable {
  private static final String OWN = "same-origin";
  private static final long LEAVE_MILLIS = 2_000;
  private static final String FULL =
      "Too many pages are open. This one asks for changes by itself every few seconds.\n";

  private final Streams streams;
  private final Gate gate;
  private final PageWriter writer;
  private final Semaphore serving = new Semaphore(Streams.MOST);

  EventEndpoint(Streams streams, Gate gate, PageWriter writer) {
    this.streams = streams;
    this.gate = gate;
    this.writer = writer;
  }

  void events(Context ctx) {
    Optional<Stay> stay = gate.stay(ctx.req());
    if (Visitor.of(ctx.req()).isEmpty() || stay.isEmpty() || isForeign(ctx)) {
      writer.problem(ctx, 403);
      return;
    }
    Watched watched = Watched.of(text(ctx, "show"), text(ctx, "flow"));
    Optional<Streams.Listener> listener = streams.listen(stay.get().session(), watched);
    if (listener.isEmpty()) {
      ctx.status(503).header("Retry-After", "60").header("Cache-Control", "no-store");
      ctx.contentType("text/plain; charset=utf-8").result(FULL);
      return;
    }
    serving.acquireUninterruptibly();
    try (Streams.Listener stream = listener.get()) {
      ctx.status(200);
      ctx.contentType("text/event-stream; charset=utf-8");
      ctx.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
      write(ctx, stream, stay.get());
      // so that it has ended in good order before a hub that stops goes on
      ctx.res().getOutputStream().close();
    } catch (IOException gone) {
      // whoever listened has closed the page
      return;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      serving.release();
    }
  }

  /// Browsers say where a request comes from; other sites have no business here.
  private static boolean isForeign(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    return site != null && !site.equals(OWN);
  }

  private void write(Context ctx, Streams.Listener stream, Stay stay)
      throws IOException, InterruptedException {
    ServletOutputStream out = ctx.res().getOutputStream();
    send(out, "retry: 3000\n\n");
    long lastSent = System.nanoTime();
    while (true) {
      Optional<Streams.News> news = stream.next(streams.pace().check());
      if (stream.hasEnded()) {
        if (stream.hasGivenWay()) {
          send(out, "event: full\ndata: {}\n\n");
        }
        return;
      }
      if (stay.isOver()) {
        send(out, "event: over\ndata: {}\n\n");
        return;
      }
      if (news.isPresent()) {
        send(out, "event: changed\ndata: " + json(news.get()) + "\n\n");
        lastSent = System.nanoTime();
      } else if (isLongSince(lastSent)) {
        send(out, ": still here\n\n");
        lastSent = System.nanoTime();
      }
    }
  }

  private boolean isLongSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).compareTo(streams.pace().beat()) >= 0;
  }

  private static void send(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String json(Streams.News news) {
    Counts counts = news.counts();
    return JsonNodeFactory.instance
        .objectNode()
        .put("alarms", counts.alarms())
        .put("critical", counts.critical())
        .put("parked", counts.parked())
        .put("version", news.version())
        .toString();
  }

  private static String text(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? "" : value;
  }

  /// Ends all lines, and waits a little until nobody writes to one any more.
  @Override
  public void close() {
    streams.close();
    try {
      if (serving.tryAcquire(Streams.MOST, LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
        serving.release(Streams.MOST);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
