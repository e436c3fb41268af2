/// Stage 1: what a source is, and the source record it hands over.
@NullMarked
package dev.selvedge.connector;

import org.jspecify.annotations.NullMarked;
