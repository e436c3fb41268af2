package dev.selvedge.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;

/// What can be seen of a page without knowing what it is about.
final class Inspection {
  /// Of the cumulative layout shift: what rounding makes of a page that stands still.
  static final double NO_SHIFT = 0.001;

  private static final double REFRESH_MS = 12_000;

  /// Links that lead to pages of the hub; not those that fetch a file.
  private static final String LINKS =
      """
      () => [...document.querySelectorAll('a[href]:not([download])')]
        .map(link => link.getAttribute('href'))
        .filter(path => path.startsWith('/') && !/\\.(html|csv|json|pdf)(\\?|$)/.test(path))
      """;

  private static final String HEADINGS =
      """
      () => {
        const faults = [];
        let before = 0;
        let first = 0;
        for (const one of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
          if (!one.checkVisibility()) continue;
          const level = Number(one.tagName[1]);
          if (level === 1) first++;
          if (level > before + 1) faults.push('heading ' + one.textContent.trim() + ' skips a level');
          before = level;
        }
        if (first !== 1) faults.push('has ' + first + ' first headings');
        return faults;
      }
      """;

  /// Everything that can have the focus is counted, and whatever gets it is remembered.
  private static final String WATCH_FOCUS =
      """
      () => {
        const controls = [...document.querySelectorAll(
            'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
          .filter(one => one.checkVisibility() && !one.disabled);
        window.reached = new Set();
        window.unseen = [];
        document.activeElement.blur();
        document.addEventListener('focusin', event => {
          const one = event.target;
          window.reached.add(one);
          const style = getComputedStyle(one);
          const box = one.getBoundingClientRect();
          const framed = [...one.querySelectorAll('.hit')].some(
              frame => getComputedStyle(frame).stroke !== 'none');
          const seen = framed
            || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
          const there = box.width > 0 && box.bottom > 0 && box.right > 0
            && box.top < innerHeight && box.left < innerWidth;
          if (!seen) window.unseen.push('the focus cannot be seen on ' + one.outerHTML.slice(0, 120));
          if (!there) window.unseen.push('the focus is out of sight on ' + one.outerHTML.slice(0, 120));
        });
        window.controls = controls;
        return controls.length;
      }
      """;

  private static final String FOCUS_SEEN =
      """
      () => [...new Set(window.unseen)].concat(window.controls
        .filter(one => one.isConnected && !window.reached.has(one))
        .map(one => 'the keyboard does not reach ' + one.outerHTML.slice(0, 120)))
      """;

  private static final String SHIFT =
      """
      () => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
          if (!entry.hadRecentInput) sum += entry.value;
        })).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 50);
      })
      """;

  private Inspection() {}

  static List<String> links(Page page) {
    return strings(page.evaluate(LINKS));
  }

  /// What is wrong with the order of headings.
  static List<String> headings(Page page) {
    return strings(page.evaluate(HEADINGS));
  }

  /// What cannot be reached with the tabulator, or does not show that it has been.
  static List<String> keyboard(Page page) {
    int controls = ((Number) page.evaluate(WATCH_FOCUS)).intValue();
    // one more round of the browser itself, and what scrolls and so takes the focus
    for (int press = 0; press < controls + 8; press++) {
      page.keyboard().press("Tab");
    }
    return strings(page.evaluate(FOCUS_SEEN));
  }

  /// Waits until plots are drawn, and on a page that asks for news of itself until it has got some.
  static void refreshed(Page page) {
    if (has(page, "[data-plot], [data-flow-plot]")) {
      page.waitForLoadState(LoadState.NETWORKIDLE);
    }
    if (has(page, "[hx-trigger^=every]")) {
      page.waitForResponse(
          response -> response.request().headers().containsKey("hx-request"),
          new Page.WaitForResponseOptions().setTimeout(REFRESH_MS),
          () -> {});
    }
  }

  private static boolean has(Page page, String selector) {
    return page.locator(selector).count() > 0;
  }

  /// The sum of layout shifts since the page was asked for.
  static double shift(Page page) {
    return ((Number) page.evaluate(SHIFT)).doubleValue();
  }

  private static List<String> strings(Object answer) {
    List<String> strings = new ArrayList<>();
    if (answer instanceof List<?> list) {
      list.forEach(one -> strings.add(String.valueOf(one)));
      return strings;
    }
    throw new IllegalStateException("the page answered in another shape: " + answer);
  }
}
