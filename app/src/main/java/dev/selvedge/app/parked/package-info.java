/// What people see of parked items and do about them, on pages and on the command line.
@NullMarked
package dev.selvedge.app.parked;

import org.jspecify.annotations.NullMarked;
