/// People, whose record it is, and what they agreed to.
@NullMarked
package dev.selvedge.mapping.rule.person;

import org.jspecify.annotations.NullMarked;
