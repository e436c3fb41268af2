/// Shopify's Admin API: which questions it is asked, what they cost, who asks, and how it answers.
@NullMarked
package dev.selvedge.connectors.shopify.api;

import org.jspecify.annotations.NullMarked;
