/// `selvedge parked` and its commands.
@NullMarked
package dev.selvedge.app.cli.parked;

import org.jspecify.annotations.NullMarked;
