/// Tests of what a scrape is told.
@NullMarked
package dev.selvedge.app.metric;

import org.jspecify.annotations.NullMarked;
