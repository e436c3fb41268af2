/// Every folder in `examples/` as its users have it: loaded, checked, and where the systems it
/// needs can be had, run.
@NullMarked
package dev.selvedge.app.example;

import org.jspecify.annotations.NullMarked;
