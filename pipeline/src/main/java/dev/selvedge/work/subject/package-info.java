/// What is done for people who ask what is held of them, or to be forgotten.
@NullMarked
package dev.selvedge.work.subject;

import org.jspecify.annotations.NullMarked;
