/// The promises of the product, one test class each, over the real store, the real client and the
/// sandbox on a loopback socket.
@NullMarked
package dev.selvedge.app.promise;

import org.jspecify.annotations.NullMarked;
