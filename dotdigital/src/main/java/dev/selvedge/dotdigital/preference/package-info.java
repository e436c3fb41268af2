/// Marketing preferences: what a contact can say they are interested in (API v2).
@NullMarked
package dev.selvedge.dotdigital.preference;

import org.jspecify.annotations.NullMarked;
