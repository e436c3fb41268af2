/// What automations did, do and would do, for people who look.
@NullMarked
package dev.selvedge.app.automation;

import org.jspecify.annotations.NullMarked;
