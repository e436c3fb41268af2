/// `selvedge person` and its commands: what those who look after the data of people do.
@NullMarked
package dev.selvedge.app.cli.person;

import org.jspecify.annotations.NullMarked;
