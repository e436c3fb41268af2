/// Plays the worked examples of automations through the hub itself.
@NullMarked
package dev.selvedge.app.automation.example;

import org.jspecify.annotations.NullMarked;
