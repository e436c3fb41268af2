/// The commands by which stewards see and decide who is who.
@NullMarked
package dev.selvedge.app.cli.steward;

import org.jspecify.annotations.NullMarked;
