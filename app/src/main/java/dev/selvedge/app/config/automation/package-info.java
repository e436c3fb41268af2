/// Reads automations.
@NullMarked
package dev.selvedge.app.config.automation;

import org.jspecify.annotations.NullMarked;
