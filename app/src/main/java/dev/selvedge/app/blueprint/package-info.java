/// Complete projects to begin with.
@NullMarked
package dev.selvedge.app.blueprint;

import org.jspecify.annotations.NullMarked;
