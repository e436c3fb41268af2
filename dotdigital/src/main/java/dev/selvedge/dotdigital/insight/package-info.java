/// Insight data (API v3): collections of JSON records that belong to a contact or to the account,
/// such as orders, carts and a catalogue.
///
/// Dotdigital infers a collection's types from the first records and never lets a field change its
/// type afterwards, so check against [dev.selvedge.dotdigital.insight.Schema] before writing.
@NullMarked
package dev.selvedge.dotdigital.insight;

import org.jspecify.annotations.NullMarked;
