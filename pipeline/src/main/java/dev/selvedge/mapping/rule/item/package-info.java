/// Products, carts, wishes and records of one's own.
@NullMarked
package dev.selvedge.mapping.rule.item;

import org.jspecify.annotations.NullMarked;
