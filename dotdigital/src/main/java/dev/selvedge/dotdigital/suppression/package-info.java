/// Opt-outs, bounces and complaints: learning of them, causing them, and lifting them (API v2; v3
/// has no feed of them).
@NullMarked
package dev.selvedge.dotdigital.suppression;

import org.jspecify.annotations.NullMarked;
