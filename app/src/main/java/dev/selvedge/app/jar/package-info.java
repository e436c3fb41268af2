/// Connectors that do not come with the program: jars in a project's folder `connectors`, each with
/// a class loader of its own that sees the public contract and nothing else of the hub.
@NullMarked
package dev.selvedge.app.jar;

import org.jspecify.annotations.NullMarked;
