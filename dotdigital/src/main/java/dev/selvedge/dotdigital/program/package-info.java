/// Automation programs and enrolling contacts in them (API v2; v3 has none).
@NullMarked
package dev.selvedge.dotdigital.program;

import org.jspecify.annotations.NullMarked;
