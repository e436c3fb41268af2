package dev.selvedge.connectors.odoo;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on an Odoo's contacts.
class OdooPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new OdooVendor();
  }
}
