/// The account itself: what it must have before anything goes, and what is looked at before a
/// start.
@NullMarked
package dev.selvedge.dotdigital.delivery.account;

import org.jspecify.annotations.NullMarked;
