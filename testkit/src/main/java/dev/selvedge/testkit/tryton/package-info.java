/// A real Tryton for tests, from Debian's packages, with a company that sells.
@NullMarked
package dev.selvedge.testkit.tryton;

import org.jspecify.annotations.NullMarked;
