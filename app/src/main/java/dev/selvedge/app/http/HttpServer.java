package dev.selvedge.app.http;

import dev.selvedge.SelvedgeException;
import dev.selvedge.app.live.Streams;
import dev.selvedge.app.live.ViewLooks;
import dev.selvedge.app.page.Assets;
import dev.selvedge.app.page.Renderer;
import dev.selvedge.app.security.Gate;
import dev.selvedge.app.security.GateParts;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hub's HTTP server. It listens from [#start] on and asks everyone to come back until
/// [#ready] is called. Safe for use by many threads.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final String SESSION_COOKIE = "selvedge";

  private final HttpConfig config;
  private final FrontDoor door;
  private final Javalin javalin;

  private HttpServer(HttpConfig config, FrontDoor door, Javalin javalin) {
    this.config = config;
    this.door = door;
    this.javalin = javalin;
  }

  /// Binds the port and answers 503 with a time to come back.
  public static HttpServer start(HttpConfig config) {
    FrontDoor door = new FrontDoor();
    Javalin javalin = Javalin.create(javalinConfig -> configure(javalinConfig, config, door));
    javalin.start(config.host(), config.port());
    return new HttpServer(config, door, javalin);
  }

  /// Opens for everyone. Called once, when store and systems are up.
  public void ready(HttpParts parts) {
    Assets assets = Assets.load();
    Renderer renderer =
        new Renderer(
            assets, parts.screens().display(), parts.clock(), parts.screens().views()::counts);
    PageWriter writer = new PageWriter(renderer);
    Gate gate =
        Gate.open(
            new GateParts(
                parts.login().users(),
                parts.login().settings(),
                config.https(),
                renderer,
                parts.clock()));
    door.open(
        new OpenHouse(
            gate,
            new HookEndpoint(config, parts),
            new OperationsEndpoint(parts.operations()),
            writer,
            new PageEndpoint(
                parts.screens().views(), parts.screens().audits()::last, writer, assets),
            new EventEndpoint(streams(parts), gate, writer),
            new ParkedEndpoint(parts.screens().views(), parts.screens().parked(), writer),
            new AlarmEndpoint(parts.screens().views(), parts.screens().alarms(), writer),
            new AuditEndpoint(parts.screens().audits(), writer),
            new ReportEndpoint(parts.screens().reports(), writer),
            new FindEndpoint(
                parts.screens().rooms().search(), parts.screens().rooms().orders(), writer),
            new ConnectionEndpoint(
                parts.screens().rooms().connections(), parts.screens().rooms().allowance(), writer),
            new SchemaEndpoint(parts.screens().rooms().schemas(), writer)));
  }

  private Streams streams(HttpParts parts) {
    return new Streams(
        new ViewLooks(parts.screens().views(), parts.screens().audits()::last, parts.clock()),
        config.pace());
  }

  public int port() {
    return javalin.port();
  }

  /// Where people reach it from this machine.
  public String url() {
    String host = config.host().contains(":") ? '[' + config.host() + ']' : config.host();
    return "http://" + (host.equals("0.0.0.0") ? HttpConfig.LOOPBACK : host) + ':' + port();
  }

  @Override
  public void close() {
    if (door.isOpen()) {
      // open lines end first, or the server would wait for them
      door.house().events().close();
    }
    javalin.stop();
    if (door.isOpen()) {
      door.house().close();
    }
  }

  private static void configure(JavalinConfig javalin, HttpConfig config, FrontDoor door) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.concurrency.useVirtualThreads = true;
    // The gate reads paths exactly; so must the router, or it would lead around the gate.
    javalin.router.ignoreTrailingSlashes = false;
    javalin.router.caseInsensitiveRoutes = false;
    javalin.router.treatMultipleSlashesAsSingleSlash = false;
    javalin.http.prefer405over404 = true;
    javalin.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setSendDateHeader(true);
        });
    javalin.jetty.modifyServletContextHandler(handler -> guard(handler, config, door));
    routes(javalin.routes, door);
  }

  private static void guard(ServletContextHandler handler, HttpConfig config, FrontDoor door) {
    FilterHolder holder = new FilterHolder(door);
    holder.setAsyncSupported(true);
    handler.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD));
    SessionHandler sessions = handler.getSessionHandler();
    sessions.setHttpOnly(true);
    sessions.getSessionCookieConfig().setName(SESSION_COOKIE);
    sessions.getSessionCookieConfig().setSecure(config.https());
    sessions.getSessionCookieConfig().setAttribute("SameSite", "Lax");
  }

  private static void routes(RoutesConfig routes, FrontDoor door) {
    routes.get("/health/live", OperationsEndpoint::live);
    routes.get("/health/ready", ctx -> door.house().operations().ready(ctx));
    // Of its own accord HEAD would be answered 200 whatever GET says.
    routes.head("/health/live", OperationsEndpoint::live);
    routes.head("/health/ready", ctx -> door.house().operations().ready(ctx));
    routes.get("/metrics", ctx -> door.house().operations().metrics(ctx));
    routes.post("/hook/{system}/{kind}", ctx -> door.house().hooks().handle(ctx));
    routes.get("/login", ctx -> door.house().pages().login(ctx));
    routes.get("/web/<file>", ctx -> door.house().pages().asset(ctx));
    routes.get("/", ctx -> door.house().pages().overview(ctx));
    routes.get("/now", ctx -> door.house().pages().now(ctx));
    routes.get("/events", ctx -> door.house().events().events(ctx));
    routes.get("/plots/flows.json", ctx -> door.house().pages().plots(ctx));
    routes.get("/flows/{system}/{kind}", ctx -> door.house().pages().flow(ctx));
    routes.get("/plots/flows/{system}/{kind}", ctx -> door.house().pages().flowPlots(ctx));
    routes.get("/people", ctx -> door.house().pages().people(ctx));
    routes.get("/people/duplicates", ctx -> door.house().pages().duplicates(ctx));
    routes.get("/people/{id}", ctx -> door.house().pages().person(ctx));
    routes.get("/automations", ctx -> door.house().pages().automations(ctx));
    routes.get("/automations/{rule}/dry-run", ctx -> door.house().pages().dryRun(ctx));
    alarms(routes, door);
    parked(routes, door);
    audits(routes, door);
    routes.get("/connections", ctx -> door.house().connections().list(ctx));
    routes.post("/connections/check", ctx -> door.house().connections().check(ctx));
    routes.get("/allowance", ctx -> door.house().connections().allowance(ctx));
    routes.get("/search", ctx -> door.house().find().search(ctx));
    routes.get("/orders", ctx -> door.house().find().orderAsked(ctx));
    routes.get("/orders/{number}", ctx -> door.house().find().order(ctx));
    routes.get("/reports", ctx -> door.house().reports().list(ctx));
    routes.get("/reports/{period}/{date}", ctx -> door.house().reports().one(ctx));
    routes.exception(Exception.class, (failure, ctx) -> failed(failure, ctx, door));
    routes.error(404, ctx -> notFound(ctx, door));
    routes.error(405, ctx -> notFound(ctx, door));
  }

  private static void alarms(RoutesConfig routes, FrontDoor door) {
    routes.get("/alarms", ctx -> door.house().alarms().list(ctx));
    routes.get("/alarms/{number}", ctx -> door.house().alarms().one(ctx));
    routes.post("/alarms/{number}/acknowledge", ctx -> door.house().alarms().acknowledge(ctx));
    routes.post("/alarms/{number}/silence", ctx -> door.house().alarms().silence(ctx));
  }

  private static void parked(RoutesConfig routes, FrontDoor door) {
    routes.get("/parked", ctx -> door.house().parked().list(ctx));
    routes.get("/parked/preview", ctx -> door.house().parked().forecast(ctx));
    routes.post("/parked/replay", ctx -> door.house().parked().replayMany(ctx));
    routes.post("/parked/discard", ctx -> door.house().parked().discardMany(ctx));
    routes.post("/parked/export", ctx -> door.house().parked().export(ctx));
    routes.get("/parked/{number}", ctx -> door.house().parked().item(ctx));
    routes.post("/parked/{number}/show", ctx -> door.house().parked().show(ctx));
    routes.post("/parked/{number}/try", ctx -> door.house().parked().tryOut(ctx));
    routes.post("/parked/{number}/edit", ctx -> door.house().parked().edit(ctx));
    routes.post("/parked/{number}/replay", ctx -> door.house().parked().replay(ctx));
    routes.post("/parked/{number}/restart", ctx -> door.house().parked().restart(ctx));
    routes.post("/parked/{number}/discard", ctx -> door.house().parked().discard(ctx));
  }

  private static void audits(RoutesConfig routes, FrontDoor door) {
    routes.get("/audits", ctx -> door.house().audits().list(ctx));
    routes.post("/audits/run", ctx -> door.house().audits().run(ctx));
    routes.get("/audits/schema", ctx -> door.house().schemas().list(ctx));
    routes.get("/audits/{id}", ctx -> door.house().audits().one(ctx));
    routes.get("/audits/{id}/mend", ctx -> door.house().audits().stake(ctx));
    routes.post("/audits/{id}/mend", ctx -> door.house().audits().mend(ctx));
    routes.post("/audits/{id}/ignore", ctx -> door.house().audits().ignore(ctx));
  }

  /// The edge: whoever asked gets a sentence, the log gets what a reader may see of the failure.
  private static void failed(Exception failure, Context ctx, FrontDoor door) {
    LOG.error("{} {} failed: {}", ctx.method(), ctx.endpoint().path, describe(failure));
    if (isHook(ctx)) {
      Answers.soon(ctx, "The hub could not take this in. Please send it again.");
    } else {
      door.house().writer().problem(ctx, 500);
    }
  }

  /// Messages of foreign exceptions may quote what they were given; ours do not.
  private static String describe(Exception failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return failure instanceof SelvedgeException
        ? failure.getClass().getSimpleName() + ": " + failure.getMessage() + where
        : failure.getClass().getName() + where;
  }

  private static void notFound(Context ctx, FrontDoor door) {
    if (isHook(ctx)) {
      Answers.error(ctx, ctx.statusCode(), HookEndpoint.UNKNOWN);
    } else if (door.isOpen() && !PageWriter.hasAnswered(ctx)) {
      door.house().writer().problem(ctx, ctx.statusCode());
    }
  }

  private static boolean isHook(Context ctx) {
    return ctx.path().startsWith("/hook/");
  }
}
