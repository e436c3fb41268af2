/// Lists, preferences, SMS and the proofs of opt-ins.
@NullMarked
package dev.selvedge.dotdigital.delivery.consent;

import org.jspecify.annotations.NullMarked;
