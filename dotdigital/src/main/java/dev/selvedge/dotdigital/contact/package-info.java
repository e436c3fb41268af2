/// Contacts (API v3): reading, listing, writing one by one and in bulk, deleting.
///
/// Dotdigital subscribes a new contact and resubscribes an opted-out one unless told otherwise. The
/// types here leave no way to send a write that relies on either: see
/// [dev.selvedge.dotdigital.contact.ContactWrite].
@NullMarked
package dev.selvedge.dotdigital.contact;

import org.jspecify.annotations.NullMarked;
