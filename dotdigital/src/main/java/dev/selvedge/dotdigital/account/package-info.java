/// The account itself: where it lives, what it is called, what time it is there (API v2).
@NullMarked
package dev.selvedge.dotdigital.account;

import org.jspecify.annotations.NullMarked;
