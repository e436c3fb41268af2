/// How a connector describes an option once, so that reading it, checking it and its line in the
/// docs follow from the same words.
@NullMarked
package dev.selvedge.connectors.option;

import org.jspecify.annotations.NullMarked;
