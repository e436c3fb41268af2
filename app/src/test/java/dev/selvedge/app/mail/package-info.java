@NullMarked
package dev.selvedge.app.mail;

import org.jspecify.annotations.NullMarked;
