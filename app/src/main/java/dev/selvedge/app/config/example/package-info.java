/// Worked examples of automations, as projects write them.
@NullMarked
package dev.selvedge.app.config.example;

import org.jspecify.annotations.NullMarked;
