/// Which collections of insight data a project fills, what their records look like, and whether a
/// record looks like that.
@NullMarked
package dev.selvedge.mapping.collection;

import org.jspecify.annotations.NullMarked;
