/// The commands for people who ask what is held of them, or to be forgotten, and for who did so.
@NullMarked
package dev.selvedge.app.cli.subject;

import org.jspecify.annotations.NullMarked;
