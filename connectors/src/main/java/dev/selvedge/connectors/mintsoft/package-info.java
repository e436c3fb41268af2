/// The connector `mintsoft`: the orders of a Mintsoft account as the warehouse knows them, read
/// through its API and hinted at by its callbacks. Written from Mintsoft's help (article 11694811:
/// callbacks of an order), from the description of its API out of which public programs are made,
/// and from what such programs say of its behaviour; not tried on a running account.
@NullMarked
package dev.selvedge.connectors.mintsoft;

import org.jspecify.annotations.NullMarked;
