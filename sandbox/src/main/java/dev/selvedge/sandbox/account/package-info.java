/// The whole state of one account behind one lock, with its jobs.
@NullMarked
package dev.selvedge.sandbox.account;

import org.jspecify.annotations.NullMarked;
