/// Tests of the demo's parts.
@NullMarked
package dev.selvedge.app.demo;

import org.jspecify.annotations.NullMarked;
