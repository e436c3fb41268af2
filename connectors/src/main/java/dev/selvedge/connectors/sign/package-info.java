/// How calls to a system are signed, in ways that several systems have in common.
@NullMarked
package dev.selvedge.connectors.sign;

import org.jspecify.annotations.NullMarked;
