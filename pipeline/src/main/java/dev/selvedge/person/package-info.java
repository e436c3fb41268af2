/// Stage 4: who is this (identity), what did they agree to (consent), what do we hold true
/// (profile).
@NullMarked
package dev.selvedge.person;

import org.jspecify.annotations.NullMarked;
