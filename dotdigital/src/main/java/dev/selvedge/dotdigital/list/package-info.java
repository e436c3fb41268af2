/// Lists, which v2 calls address books.
@NullMarked
package dev.selvedge.dotdigital.list;

import org.jspecify.annotations.NullMarked;
