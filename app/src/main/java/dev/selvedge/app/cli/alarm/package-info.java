/// `selvedge alarms` and `selvedge alert`: what is wrong, and whether people would hear of it.
@NullMarked
package dev.selvedge.app.cli.alarm;

import org.jspecify.annotations.NullMarked;
