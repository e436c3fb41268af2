/// How a setting is described, read and checked; the pages of the docs are made of it.
@NullMarked
package dev.selvedge.app.config.setting;

import org.jspecify.annotations.NullMarked;
