package dev.selvedge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Somebody's visit to the dashboard, from an empty browser on. Whatever a browser complains of on
/// the way is remembered, and closing fails when there is anything. Used by one thread.
final class Visit implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /// What stands over the right edge; what can be scrolled by itself does not.
  private static final String TOO_WIDE =
      """
      () => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.querySelectorAll('body *')]
          .filter(one => one.getBoundingClientRect().right > width + 0.5 && !one.closest('.scroll'))
          .slice(0, 5).map(one => one.outerHTML.slice(0, 200));
      }
      """;

  private final BrowserContext context;
  private final Page page;
  private final URI dashboard;
  private final Look look;
  private final List<String> complaints = new ArrayList<>();

  private Visit(BrowserContext context, URI dashboard, Look look) {
    this.context = context;
    this.dashboard = dashboard;
    this.look = look;
    this.page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(
        message -> {
          // a violation of the content security policy is one of these
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(page.url() + " says: " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + " throws: " + error));
    context.onRequest(this::stays);
    context.onRequestFailed(this::failed);
    context.onResponse(this::answered);
  }

  static Visit begin(Browser browser, URI dashboard, Look look) {
    return new Visit(browser.newContext(look.options()), dashboard, look);
  }

  private void stays(Request request) {
    if (!LOOPBACK.equals(URI.create(request.url()).getHost())) {
      complaints.add(page.url() + " asks elsewhere: " + request.url());
    }
  }

  /// What is broken off by going on to another page did not fail.
  private void failed(Request request) {
    if (!request.failure().equals("net::ERR_ABORTED")) {
      complaints.add("failed: " + request.url() + ": " + request.failure());
    }
  }

  private void answered(Response response) {
    if (response.status() >= 400) {
      complaints.add(response.status() + ": " + response.url());
    }
  }

  Page page() {
    return page;
  }

  Look look() {
    return look;
  }

  /// Goes to a path of the dashboard.
  void open(String path) {
    page.navigate(dashboard.resolve(path).toString());
  }

  /// Logs in with the keyboard alone: the name's field has the focus.
  void logIn() {
    open("/");
    page.keyboard().type(Brand.OPERATOR);
    page.keyboard().press("Tab");
    page.keyboard().type(Brand.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(dashboard.resolve("/").toString());
  }

  /// What stands on the page.
  String text() {
    return page.locator("main").innerText();
  }

  /// Nothing is wider than the screen, so that nobody has to scroll sideways.
  void fits() {
    Object wide = page.evaluate(TOO_WIDE);
    assertThat(wide).as("wider than the screen: %s as %s", page.url(), look).isEqualTo(List.of());
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).as("what the browser complained of as %s", look).isEmpty();
  }
}
