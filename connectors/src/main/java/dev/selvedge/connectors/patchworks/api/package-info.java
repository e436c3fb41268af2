/// The API of Patchworks, as far as it is used: reading flows and runs, and starting a flow.
@NullMarked
package dev.selvedge.connectors.patchworks.api;

import org.jspecify.annotations.NullMarked;
