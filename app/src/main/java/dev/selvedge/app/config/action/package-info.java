/// What the automations of a project do, as `then` in `automations.yaml` says it.
@NullMarked
package dev.selvedge.app.config.action;

import org.jspecify.annotations.NullMarked;
