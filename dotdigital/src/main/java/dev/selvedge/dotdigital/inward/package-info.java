/// What people decided at Dotdigital, on its way into the hub: opt-outs, bounces, complaints,
/// re-subscriptions, choices of lists and preferences. Every feed the API has is read with overlap
/// and by the vendor's own clock; what is read twice is the same record, byte for byte.
///
/// ```
/// server time ─► pass: part after part, page after page ─► observations ─► source records
///                       └── the bookmark moves with the records of each page
/// ```
@NullMarked
package dev.selvedge.dotdigital.inward;

import org.jspecify.annotations.NullMarked;
