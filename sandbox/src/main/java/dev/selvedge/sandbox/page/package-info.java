/// The pages a person opens under `/__sandbox`.
@NullMarked
package dev.selvedge.sandbox.page;

import org.jspecify.annotations.NullMarked;
