/// What a Dotdigital account holds, read back for audits.
@NullMarked
package dev.selvedge.dotdigital.mirror;

import org.jspecify.annotations.NullMarked;
