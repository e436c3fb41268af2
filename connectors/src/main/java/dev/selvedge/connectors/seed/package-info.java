/// Begins the description of a system for the `rest` connector from what a file tells of its API:
/// what the readers of OpenAPI files and of Postman collections share. It guesses from names, and
/// says beside each guess and each gap what a person has to look at.
@NullMarked
package dev.selvedge.connectors.seed;

import org.jspecify.annotations.NullMarked;
