/// Who is who: which records are about one person, by address, number and what a steward decided.
@NullMarked
package dev.selvedge.person.identity;

import org.jspecify.annotations.NullMarked;
