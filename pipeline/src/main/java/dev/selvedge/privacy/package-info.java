/// What persons may ask of a brand: what is held of them, and to be forgotten; and how long things
/// are kept.
@NullMarked
package dev.selvedge.privacy;

import org.jspecify.annotations.NullMarked;
