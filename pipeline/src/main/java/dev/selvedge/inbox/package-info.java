/// Stage 2: accept once, durably; recognise a repeat; keep the raw body.
@NullMarked
package dev.selvedge.inbox;

import org.jspecify.annotations.NullMarked;
