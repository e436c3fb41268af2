/// Begins the description of a system for the `rest` connector from its OpenAPI file.
@NullMarked
package dev.selvedge.connectors.openapi;

import org.jspecify.annotations.NullMarked;
