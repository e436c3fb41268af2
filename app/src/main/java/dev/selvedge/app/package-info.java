/// The whole graph, wired by hand: whoever reads [Wiring] knows what a running hub is made of.
@NullMarked
package dev.selvedge.app;

import org.jspecify.annotations.NullMarked;
