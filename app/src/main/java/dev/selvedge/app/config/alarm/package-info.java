/// How a project wants to be told when something is wrong.
@NullMarked
package dev.selvedge.app.config.alarm;

import org.jspecify.annotations.NullMarked;
