/// The demo brand: a made-up retailer whose past comes from the public benchmark TPC-DS and whose
/// present from a seeded script, so that everything the hub does can be watched without set-up.
@NullMarked
package dev.selvedge.app.demo;

import org.jspecify.annotations.NullMarked;
