/// What people may ask of a Dotdigital account: what it holds of them, and to be deleted.
@NullMarked
package dev.selvedge.dotdigital.subject;

import org.jspecify.annotations.NullMarked;
