/// Reads both ends back, compares them with what the hub holds, and says at which hop they differ.
@NullMarked
package dev.selvedge.audit;

import org.jspecify.annotations.NullMarked;
