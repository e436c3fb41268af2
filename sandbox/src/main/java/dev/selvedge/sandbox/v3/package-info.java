/// The operations of the newer API framework: contacts, insight data, events, configuration,
/// marketing e-mail.
@NullMarked
package dev.selvedge.sandbox.v3;

import org.jspecify.annotations.NullMarked;
