/// A connector of your own: the members of a loyalty club, from its HTTP interface. Copy it, give
/// it your names, and let the tests tell what is missing.
@NullMarked
package com.example.club;

import org.jspecify.annotations.NullMarked;
