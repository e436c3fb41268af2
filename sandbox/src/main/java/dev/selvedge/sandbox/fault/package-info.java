/// Misbehaviour on request: the closed set of faults, which calls they hit, and how often.
@NullMarked
package dev.selvedge.sandbox.fault;

import org.jspecify.annotations.NullMarked;
