/// Messages to single contacts, made from campaigns.
@NullMarked
package dev.selvedge.dotdigital.message;

import org.jspecify.annotations.NullMarked;
