/// Tests of users, log-in and throttling.
@NullMarked
package dev.selvedge.app.security;

import org.jspecify.annotations.NullMarked;
