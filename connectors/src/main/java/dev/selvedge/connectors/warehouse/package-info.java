/// What the connectors of warehouse systems have in common: a list or two of parcels, read by
/// slices of time; calls that leave a system alone when it asks for that; addresses that only the
/// caller can know; the check-up of all that.
@NullMarked
package dev.selvedge.connectors.warehouse;

import org.jspecify.annotations.NullMarked;
