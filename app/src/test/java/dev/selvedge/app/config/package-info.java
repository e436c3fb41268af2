/// Tests of reading a project.
@NullMarked
package dev.selvedge.app.config;

import org.jspecify.annotations.NullMarked;
