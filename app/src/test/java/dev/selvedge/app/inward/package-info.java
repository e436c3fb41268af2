/// What people decide at Dotdigital comes in: the client's feeds against the sandbox.
@NullMarked
package dev.selvedge.app.inward;

import org.jspecify.annotations.NullMarked;
