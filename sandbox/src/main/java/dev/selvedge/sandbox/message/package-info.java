/// What was sent to somebody: transactional e-mail, campaign sends, and imported events.
@NullMarked
package dev.selvedge.sandbox.message;

import org.jspecify.annotations.NullMarked;
