/// What every target should hold of what is known: contacts, consent, records and enrolments.
@NullMarked
package dev.selvedge.plan.states;

import org.jspecify.annotations.NullMarked;
