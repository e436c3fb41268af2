/// What the machines that watch a hub are told in figures.
@NullMarked
package dev.selvedge.app.metric;

import org.jspecify.annotations.NullMarked;
