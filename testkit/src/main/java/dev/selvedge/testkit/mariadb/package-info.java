/// A real MariaDB for tests.
@NullMarked
package dev.selvedge.testkit.mariadb;

import org.jspecify.annotations.NullMarked;
