/// Begins the description of a system for the `rest` connector from its OpenAPI file. It guesses
/// from names, and says beside each guess and each gap what a person has to look at.
@NullMarked
package dev.selvedge.connectors.openapi;

import org.jspecify.annotations.NullMarked;
