/// The commands about automations.
@NullMarked
package dev.selvedge.app.cli.automation;

import org.jspecify.annotations.NullMarked;
