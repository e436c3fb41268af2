/// Tests of the HTTP side over real sockets, and the house they share.
@NullMarked
package dev.selvedge.app.http;

import org.jspecify.annotations.NullMarked;
