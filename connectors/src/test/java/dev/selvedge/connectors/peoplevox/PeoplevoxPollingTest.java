package dev.selvedge.connectors.peoplevox;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on a site's despatches.
class PeoplevoxPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new PeoplevoxVendor();
  }
}
