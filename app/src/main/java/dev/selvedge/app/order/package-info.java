/// One order: what it is now, who says so, and what others were told of it.
@NullMarked
package dev.selvedge.app.order;

import org.jspecify.annotations.NullMarked;
