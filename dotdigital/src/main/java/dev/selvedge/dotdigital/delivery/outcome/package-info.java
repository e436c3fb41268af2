/// What answers mean for an item, an import and the account, and what they tell beside.
@NullMarked
package dev.selvedge.dotdigital.delivery.outcome;

import org.jspecify.annotations.NullMarked;
