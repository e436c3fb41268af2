package dev.selvedge.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What axe-core finds on a page that keeps it from WCAG 2.2, level AA.
final class Axe {
  private static final String SCRIPT = read();

  private Axe() {}

  /// One sentence for each place.
  static List<String> violations(Page page) {
    return ask(page, "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']");
  }

  /// The same of colours alone.
  static List<String> contrast(Page page) {
    return ask(page, "{ type: 'rule', values: ['color-contrast'] }");
  }

  private static List<String> ask(Page page, String rules) {
    // the page's policy allows no script from elsewhere; what the driver evaluates is not asked
    if (!Boolean.TRUE.equals(page.evaluate("() => !!window.axe"))) {
      page.evaluate(SCRIPT);
    }
    Object answer =
        page.evaluate(
            """
            () => axe.run(document, { runOnly: %s, resultTypes: ['violations'] })
              .then(found => found.violations.flatMap(violation => violation.nodes.map(node =>
                violation.id + ': ' + node.target.join(' ') + ': ' + node.failureSummary)))
            """
                .formatted(rules));
    if (answer instanceof List<?> found) {
      return found.stream().map(String::valueOf).toList();
    }
    throw new IllegalStateException("axe-core answered in another shape");
  }

  private static String read() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
