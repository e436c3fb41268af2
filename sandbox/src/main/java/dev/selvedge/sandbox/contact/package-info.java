/// Contacts, their identifiers, data fields, lists, preferences, consent records and suppressions,
/// and the upsert rules.
@NullMarked
package dev.selvedge.sandbox.contact;

import org.jspecify.annotations.NullMarked;
