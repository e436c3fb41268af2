/// What calls the hub: signed webhooks over raw, kept-alive sockets.
@NullMarked
package dev.selvedge.bench.load;

import org.jspecify.annotations.NullMarked;
