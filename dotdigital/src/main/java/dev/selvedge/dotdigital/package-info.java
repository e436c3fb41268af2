/// A Java client for the Dotdigital API, usable by itself: begin at
/// [dev.selvedge.dotdigital.Dotdigital].
///
/// Every call blocks and gives a sealed [dev.selvedge.dotdigital.answer.Answer]; nothing is
/// repeated, delayed or guessed on the way. Waiting for the allowance and repeating what is safe to
/// repeat is the caller's decision, who alone knows what else is waiting.
///
/// ```java
/// var asked = ClientConfig.of(ClientConfig.DISCOVERY, new Credentials(user, password));
/// ClientConfig config = Dotdigital.discover(asked, clock).asOptional().orElseThrow();
/// try (var dotdigital = Dotdigital.open(config, clock)) {
///   var write =
///       ContactWrite.stating(new ContactKey.Email(address), new EmailStatus.Unsubscribed())
///           .field("FIRSTNAME", firstName)
///           .build();
///   switch (dotdigital.contacts().write(write, MergeOption.OVERWRITE)) {
///     case Answer.Ok<Contact> ok -> store(ok.value().id());
///     case Answer.RateLimited<Contact> limited -> waitUntil(limited.retryAt());
///     case Answer<Contact> trouble -> report(trouble);
///   }
/// }
/// ```
@NullMarked
package dev.selvedge.dotdigital;

import org.jspecify.annotations.NullMarked;
