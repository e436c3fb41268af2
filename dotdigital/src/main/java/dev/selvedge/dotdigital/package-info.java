/// A Java client for the Dotdigital API, usable by itself: begin at
/// [dev.selvedge.dotdigital.Dotdigital].
///
/// Every call blocks and gives a sealed [dev.selvedge.dotdigital.answer.Answer]; nothing is
/// repeated, delayed or guessed on the way. Waiting for the allowance and repeating what is safe to
/// repeat is the caller's decision, who alone knows what else is waiting.
@NullMarked
package dev.selvedge.dotdigital;

import org.jspecify.annotations.NullMarked;
