/// What people see of one flow.
@NullMarked
package dev.selvedge.app.flow;

import org.jspecify.annotations.NullMarked;
