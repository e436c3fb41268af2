/// Orders, carts, products and records of one's own in collections.
@NullMarked
package dev.selvedge.dotdigital.delivery.insight;

import org.jspecify.annotations.NullMarked;
