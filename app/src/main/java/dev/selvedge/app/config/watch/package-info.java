/// What of a project's settings is about how it is watched.
@NullMarked
package dev.selvedge.app.config.watch;

import org.jspecify.annotations.NullMarked;
