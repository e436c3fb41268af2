/// What is left of the calls that targets allow, and who used them.
@NullMarked
package dev.selvedge.app.allowance;

import org.jspecify.annotations.NullMarked;
