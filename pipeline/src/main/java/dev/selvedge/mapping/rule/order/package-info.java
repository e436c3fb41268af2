/// Orders, their lines, parcels and refunds.
@NullMarked
package dev.selvedge.mapping.rule.order;

import org.jspecify.annotations.NullMarked;
