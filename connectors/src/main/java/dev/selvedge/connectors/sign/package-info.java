/// How systems sign their calls, in ways that several have in common.
@NullMarked
package dev.selvedge.connectors.sign;

import org.jspecify.annotations.NullMarked;
