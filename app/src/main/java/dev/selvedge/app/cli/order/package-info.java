/// The commands about orders.
@NullMarked
package dev.selvedge.app.cli.order;

import org.jspecify.annotations.NullMarked;
