/// Who may see and do what: users, roles, log-in, sessions and the guards in front of every page.
///
/// Spring Security does the work as a plain servlet filter; this package only sets it up and closes
/// the gaps that setting it up without Spring's web framework leaves open.
@NullMarked
package dev.selvedge.app.security;

import org.jspecify.annotations.NullMarked;
