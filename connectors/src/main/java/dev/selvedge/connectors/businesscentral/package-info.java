/// Reads customers, orders, shipments, invoices, credit memos, items and contacts of a Microsoft
/// Dynamics 365 Business Central by its API v2.0, and consent by an API page of the brand's own,
/// which is told what people decided.
///
/// It polls each list by `lastModifiedDateTime`; subscriptions, which the feeds renew before they
/// end, say in between which records to read.
@NullMarked
package dev.selvedge.connectors.businesscentral;

import org.jspecify.annotations.NullMarked;
