/// The delivery engine against a local Dotdigital that misbehaves on request, on a settable clock:
/// whatever the vendor's documents and other people's bug reports know of going wrong.
@NullMarked
package dev.selvedge.app.simulation;

import org.jspecify.annotations.NullMarked;
