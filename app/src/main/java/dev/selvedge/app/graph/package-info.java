/// The flows of a project as one picture: who gives what, who is told, and how each arrow is.
@NullMarked
package dev.selvedge.app.graph;

import org.jspecify.annotations.NullMarked;
