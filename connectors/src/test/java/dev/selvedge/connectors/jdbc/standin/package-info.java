/// A stand-in for drivers and servers that do not run here.
@NullMarked
package dev.selvedge.connectors.jdbc.standin;

import org.jspecify.annotations.NullMarked;
