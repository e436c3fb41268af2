/// From the inbox to what is planned: reads a record's story, finds its person, joins what belongs
/// together and says what every target is to hold.
@NullMarked
package dev.selvedge.work.resolve;

import org.jspecify.annotations.NullMarked;
