/// Random lives of a brand, played on a whole hub and told again by a naive oracle.
@NullMarked
package dev.selvedge.app.model;

import org.jspecify.annotations.NullMarked;
