/// The commands about connectors.
@NullMarked
package dev.selvedge.app.cli.connector;

import org.jspecify.annotations.NullMarked;
