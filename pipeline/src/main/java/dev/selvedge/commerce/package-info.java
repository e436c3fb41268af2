/// Stage 5: orders with their fulfilments and refunds, and the figures derived from them.
@NullMarked
package dev.selvedge.commerce;

import org.jspecify.annotations.NullMarked;
