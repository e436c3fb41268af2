/// Audits at work: what is read back page by page, compared, explained, and mended.
@NullMarked
package dev.selvedge.work.audit;

import org.jspecify.annotations.NullMarked;
