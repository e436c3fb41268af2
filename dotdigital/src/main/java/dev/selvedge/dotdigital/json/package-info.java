/// Reading and writing Dotdigital's JSON: exact on the way out, forgiving on the way in, because
/// the vendor's own documents disagree about casing, dates and which properties are there.
@NullMarked
package dev.selvedge.dotdigital.json;

import org.jspecify.annotations.NullMarked;
