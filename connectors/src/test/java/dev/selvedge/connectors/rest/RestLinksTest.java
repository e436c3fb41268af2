package dev.selvedge.connectors.rest;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;
import java.util.ArrayList;
import java.util.List;

/// The contract on the manner that the name says; see [Manners].
class RestLinksTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    List<RestVendor> itself = new ArrayList<>();
    itself.add(new RestVendor(Manners.links(token -> itself.getFirst().good(token))));
    return itself.getFirst();
  }
}
