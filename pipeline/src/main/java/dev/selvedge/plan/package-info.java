/// Stage 7: desired against delivered. What is due, in which lane.
@NullMarked
package dev.selvedge.plan;

import org.jspecify.annotations.NullMarked;
