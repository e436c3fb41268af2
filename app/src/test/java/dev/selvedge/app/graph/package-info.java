/// Tests of the flows' picture.
@NullMarked
package dev.selvedge.app.graph;

import org.jspecify.annotations.NullMarked;
