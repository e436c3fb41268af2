package dev.selvedge.app.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.app.page.SampleGraph;
import dev.selvedge.app.page.SampleViews;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// Serves the sample pages for looking at them: on the given port with the log-in (`vera` and
/// [House#PASSWORD]), and on the next port as somebody who is logged in already, for screenshots:
/// `vera`, or who is named behind the port; with `large` behind that, of a brand with many systems.
final class PagePreview {
  private static final int STANDARD_PORT = 8085;

  private PagePreview() {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    int port = arguments.length == 0 ? STANDARD_PORT : Integer.parseInt(arguments[0]);
    try (House house =
        House.open(
            HttpConfig.loopback(port),
            arguments.length > 2
                ? House.views(new SampleViews(House.START, SampleGraph.large()))
                : parts -> parts)) {
      Browser browser = house.browser();
      browser.logIn(arguments.length > 1 ? arguments[1] : "vera", House.PASSWORD);
      HttpServer inside =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 1), 0);
      inside.createContext("/", exchange -> forward(browser, exchange));
      inside.start();
      new CountDownLatch(1).await();
    }
  }

  private static synchronized void forward(Browser browser, HttpExchange exchange)
      throws IOException {
    if (exchange.getRequestURI().getPath().equals("/events")) {
      // a line that stays open would keep all others waiting
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    HttpResponse<String> answer = browser.get(exchange.getRequestURI().toString());
    for (String header : new String[] {"Content-Type", "Content-Security-Policy"}) {
      answer
          .headers()
          .firstValue(header)
          .ifPresent(v -> exchange.getResponseHeaders().set(header, v));
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
