/// The `webhook` connector: signed JSON from any system that can call a URL.
@NullMarked
package dev.selvedge.connectors.webhook;

import org.jspecify.annotations.NullMarked;
