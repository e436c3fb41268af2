/// Stage 4, looked at from outside: who may be in the sources or in a target twice, and which
/// addresses look misspelt. Only says so; nothing is changed by it.
@NullMarked
package dev.selvedge.person.duplicate;

import org.jspecify.annotations.NullMarked;
