/// How each system and each target is reached, as far as the hub knows.
@NullMarked
package dev.selvedge.app.connection;

import org.jspecify.annotations.NullMarked;
