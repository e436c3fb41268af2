/// Contributions as the store keeps them.
@NullMarked
package dev.selvedge.mapping.json;

import org.jspecify.annotations.NullMarked;
