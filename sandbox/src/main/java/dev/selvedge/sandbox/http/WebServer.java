package dev.selvedge.sandbox.http;

import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.setting.Settings;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/// The HTTP server: hands every call to the gate or the desk, and can cut a connection.
public final class WebServer implements AutoCloseable {
  /// Five seconds in all.
  private static final int BIND_TRIES = 200;

  private static final long BIND_PAUSE_NANOS = 25_000_000;

  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE);

  /// Everything the sandbox has beside the API lives under this path.
  public static final String DESK = "/__sandbox";

  private final Gate gate;
  private final Desk desk;
  private final InstantSource clock;
  private final Settings.Source settings;
  private final Javalin javalin;
  private volatile int port;

  /// Answers calls to the sandbox itself, as opposed to the account.
  @FunctionalInterface
  public interface Desk {
    Answer answer(Call call);
  }

  private WebServer(Gate gate, Desk desk, InstantSource clock, Settings.Source settings) {
    this.gate = gate;
    this.desk = desk;
    this.clock = clock;
    this.settings = settings;
    this.javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.http.generateEtags = false;
              config.jetty.modifyHttpConfiguration(
                  http -> {
                    http.setUriCompliance(UriCompliance.UNSAFE);
                    http.setSendServerVersion(false);
                  });
              config.jetty.modifyServletContextHandler(
                  handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
              for (HandlerType method : METHODS) {
                config.routes.addHttpHandler(method, "/*", this::handle);
              }
            });
  }

  /// Starts on the loopback interface only.
  public static WebServer start(Gate gate, Desk desk, InstantSource clock, Binding binding) {
    WebServer server = new WebServer(gate, desk, clock, binding.settings);
    server.javalin.start("127.0.0.1", binding.port);
    server.port = server.javalin.port();
    return server;
  }

  /// Where to listen and how much to take.
  public record Binding(int port, Settings.Source settings) {}

  public int port() {
    return port;
  }

  /// Stops listening and drops every connection: callers are refused from now on.
  public synchronized void stopListening() {
    for (Connector connector : javalin.jettyServer().server().getConnectors()) {
      LifeCycle.stop(connector);
    }
  }

  /// Listens again, on the same port.
  public synchronized void listenAgain() {
    for (Connector connector : javalin.jettyServer().server().getConnectors()) {
      if (connector instanceof ServerConnector socket) {
        socket.setPort(port);
      }
      startWhenFree(connector);
    }
  }

  /// The port may be free only a moment after it was given up.
  private static void startWhenFree(Connector connector) {
    for (int tries = 1; !connector.isRunning(); tries++) {
      try {
        LifeCycle.start(connector);
      } catch (RuntimeException e) {
        if (tries == BIND_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(BIND_PAUSE_NANOS);
      }
    }
  }

  private void handle(Context context) throws IOException, InterruptedException {
    String path = context.req().getRequestURI();
    Optional<byte[]> body = body(context);
    if (body.isEmpty()) {
      write(context, Gate.tooLarge(settings.get().switches().tooLargeStatus()), false);
      return;
    }
    Call call =
        new Call(
            new Call.Target(
                context.req().getMethod(),
                path,
                Query.parse(Optional.ofNullable(context.req().getQueryString()).orElse(""))),
            body.get(),
            Optional.ofNullable(context.req().getContentType()).orElse(""),
            new Call.Moment(clock.instant(), JobFate.ORDINARY));
    if (path.equals(DESK) || path.startsWith(DESK + "/")) {
      write(context, desk.answer(call), false);
      return;
    }
    String authorization = Optional.ofNullable(context.req().getHeader("Authorization")).orElse("");
    switch (gate.pass(call, authorization)) {
      case Reply.Whole(Answer answer) -> write(context, answer, false);
      case Reply.Torn(Answer answer) -> write(context, answer, true);
      case Reply.Cut _ -> cut(context);
    }
  }

  private Optional<byte[]> body(Context context) throws IOException {
    int most = settings.get().limits().bodyBytes();
    int announced = context.req().getContentLength();
    try (InputStream in = context.req().getInputStream()) {
      if (announced >= 0 && announced <= most) {
        byte[] body = new byte[announced];
        int read = in.readNBytes(body, 0, announced);
        return Optional.of(read == announced ? body : Arrays.copyOf(body, read));
      }
      byte[] body = in.readNBytes(most + 1);
      if (body.length <= most) {
        return Optional.of(body);
      }
      // A caller that is still sending would see a broken pipe instead of the answer.
      in.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    }
  }

  private static void write(Context context, Answer answer, boolean torn) throws IOException {
    byte[] bytes = answer.bytes();
    int length = torn ? bytes.length / 2 : bytes.length;
    var response = context.res();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (!answer.contentType().isEmpty()) {
      // Below the servlet layer, which would take the blank before "charset" away.
      ServletContextRequest.getServletContextRequest(context.req())
          .getServletContextResponse()
          .getWrapped()
          .getHeaders()
          .put("Content-Type", answer.contentType());
    }
    response.setContentLength(length);
    response.getOutputStream().write(bytes, 0, length);
    context.skipRemainingHandlers();
  }

  /// Closes the connection under the answer's feet: the caller sees no status line at all.
  private static void cut(Context context) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
    context.skipRemainingHandlers();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
