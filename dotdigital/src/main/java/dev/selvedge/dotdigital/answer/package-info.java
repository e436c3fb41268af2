/// What Dotdigital's answers mean: one sealed [dev.selvedge.dotdigital.answer.Answer] for every
/// call, the error it carries, and the allowance read from its headers. Both of the vendor's error
/// models and both of its rate limit schemes end here; nothing above knows status codes.
///
/// The way of a call: a facade makes a request, [dev.selvedge.dotdigital.answer.Caller] sends it
/// through the transport, and the reply is read as the expected value or classified as what is
/// wrong.
@NullMarked
package dev.selvedge.dotdigital.answer;

import org.jspecify.annotations.NullMarked;
