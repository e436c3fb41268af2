@NullMarked
package dev.selvedge.audit.numbers;

import org.jspecify.annotations.NullMarked;
