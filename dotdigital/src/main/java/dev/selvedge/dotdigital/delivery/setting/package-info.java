/// What a project says about its account.
@NullMarked
package dev.selvedge.dotdigital.delivery.setting;

import org.jspecify.annotations.NullMarked;
