/// Contact data fields: the columns an account has for its contacts (API v2).
@NullMarked
package dev.selvedge.dotdigital.field;

import org.jspecify.annotations.NullMarked;
