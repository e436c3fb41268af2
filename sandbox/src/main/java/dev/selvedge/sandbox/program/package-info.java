/// Programs and enrolments.
@NullMarked
package dev.selvedge.sandbox.program;

import org.jspecify.annotations.NullMarked;
