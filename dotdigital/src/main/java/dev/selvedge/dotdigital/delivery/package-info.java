/// The hub's delivery target on top of the client: desired states become calls, answers become
/// outcomes. The only packages that know the pipeline are this one and those in it.
///
/// ```
///   desired ─► …Delivery (one call) ─────┐              ┌─► what became of the item
///           └► …Imports  (many at once) ─┼─► client ─► answer (AnswerTable)
///                                        │              └─► Overheard: the account as a whole
///   report  ─► …Failures, …Reports       │                    └─► meter: what calls cost
///   lost    ─► EffectSearch, EnrolmentSearch
/// ```
///
/// Each kind of item looks at what is special about its answers (a contact that moved, a record
/// without its contact, a program that lets nobody in); everything else is one table.
@NullMarked
package dev.selvedge.dotdigital.delivery;

import org.jspecify.annotations.NullMarked;
