/// What those who look after the data ask of a store, page by page, beside a running hub.
@NullMarked
package dev.selvedge.work.steward;

import org.jspecify.annotations.NullMarked;
