/// What npm has for tests, in a cache outside the source tree: files of single packages, checked
/// against a sum and read without running anything ([NpmPackage]), and programs with all they need
/// ([NpmProgram]), which run as servers on loopback ([NodeServer]).
@NullMarked
package dev.selvedge.testkit.npm;

import org.jspecify.annotations.NullMarked;
