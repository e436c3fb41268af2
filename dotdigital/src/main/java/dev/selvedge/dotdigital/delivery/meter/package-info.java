/// What calls cost: the counters an account's calls are taken from, as the answers teach them. Both
/// of the vendor's schemes end here, the tiers of a minute and the older count of an hour.
@NullMarked
package dev.selvedge.dotdigital.delivery.meter;

import org.jspecify.annotations.NullMarked;
