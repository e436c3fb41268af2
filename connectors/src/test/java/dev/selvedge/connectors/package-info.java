/// What the tests of all connectors share.
@NullMarked
package dev.selvedge.connectors;

import org.jspecify.annotations.NullMarked;
