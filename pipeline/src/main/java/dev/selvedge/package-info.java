/// The few nouns every stage of the data path shares: names of systems and records, ids, outcomes,
/// and the wrappers that keep secrets and personal data out of logs.
@NullMarked
package dev.selvedge;

import org.jspecify.annotations.NullMarked;
