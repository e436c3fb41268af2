/// What a source's records and an account look like, how that changed since the last look, and
/// what follows from it. Only names, types and counts are kept, never a value.
@NullMarked
package dev.selvedge.audit.schema;

import org.jspecify.annotations.NullMarked;
