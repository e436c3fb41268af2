/// The pages people read: what they show (`Views` and its records), how it is written down
/// (`Display`, the templates) and what the store already tells (`StoreViews`).
@NullMarked
package dev.selvedge.app.page;

import org.jspecify.annotations.NullMarked;
