/// Starting people in programs, and looking for what was lost.
@NullMarked
package dev.selvedge.dotdigital.delivery.enrolment;

import org.jspecify.annotations.NullMarked;
