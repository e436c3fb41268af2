/// Reads customers, orders with their shipments and credit memos, products and carts of an Adobe
/// Commerce or Magento Open Source shop through its REST API, and tells its customers' newsletter
/// subscription what people decided.
///
/// Magento calls nobody by itself (Open Source has no webhooks), and its pages are counted: past
/// the last page it comes again (magento/magento2, issue 3787). So no page is ever counted: every
/// call asks for the first rows behind the row read last. Groups of filters are ANDed and the
/// filters of one group ORed, so "behind (updated_at, entity_id)" is asked as `updated_at >= t` AND
/// (`updated_at > t` OR `entity_id > id`), which is the same.
@NullMarked
package dev.selvedge.connectors.magento;

import org.jspecify.annotations.NullMarked;
