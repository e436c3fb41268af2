@NullMarked
package dev.selvedge.app.mail.report;

import org.jspecify.annotations.NullMarked;
