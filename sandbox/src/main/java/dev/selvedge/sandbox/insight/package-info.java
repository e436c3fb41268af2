/// Insight data: collections, inferred schemas, records, and the rules that refuse a record.
@NullMarked
package dev.selvedge.sandbox.insight;

import org.jspecify.annotations.NullMarked;
