@NullMarked
package dev.selvedge.app.parked;

import org.jspecify.annotations.NullMarked;
