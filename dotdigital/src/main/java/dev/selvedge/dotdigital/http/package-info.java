/// How bytes reach Dotdigital and come back: one small port,
/// [dev.selvedge.dotdigital.http.Transport], and its one real implementation on Apache HttpClient.
/// Nothing here knows what a contact is, and nothing here ever repeats a call by itself.
@NullMarked
package dev.selvedge.dotdigital.http;

import org.jspecify.annotations.NullMarked;
