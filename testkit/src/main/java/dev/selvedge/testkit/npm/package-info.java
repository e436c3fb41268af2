/// Files that vendors publish as npm packages, for tests: fetched once into a cache outside the
/// source tree, checked against a sum, and read without unpacking or running anything.
@NullMarked
package dev.selvedge.testkit.npm;

import org.jspecify.annotations.NullMarked;
