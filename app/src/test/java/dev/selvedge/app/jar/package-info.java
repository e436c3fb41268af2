@NullMarked
package dev.selvedge.app.jar;

import org.jspecify.annotations.NullMarked;
