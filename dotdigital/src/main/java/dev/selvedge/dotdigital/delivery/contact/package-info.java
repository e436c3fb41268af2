/// Contacts, one by one and in imports.
@NullMarked
package dev.selvedge.dotdigital.delivery.contact;

import org.jspecify.annotations.NullMarked;
