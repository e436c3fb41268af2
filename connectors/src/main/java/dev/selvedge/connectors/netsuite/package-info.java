/// Reads customers, orders, fulfilments, returns, credit memos, refunds and items of a NetSuite
/// account by SuiteQL, and tells its customers' global subscription status what people decided.
///
/// NetSuite calls nobody by itself. Each feed walks one table by (`lastmodifieddate`, `id`), as the
/// text that SuiteQL writes of the time, and the table of deleted records besides; recent
/// transactions are read again from time to time. What a page leads to is read with a few calls for
/// all its records together: lines, parcels, and the orders they are of.
///
/// Nothing here was seen on a running NetSuite: it is written from Oracle's documentation and
/// public SuiteQL.
@NullMarked
package dev.selvedge.connectors.netsuite;

import org.jspecify.annotations.NullMarked;
