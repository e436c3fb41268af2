'use strict';
// For src/subscribers of the Medusa shop. Set SELVEDGE_HOOK to https://<hub>/hook/shop/medusa, and
// SELVEDGE_SECRET to the hub's MEDUSA_EVENTS_SECRET.
//
// Tells the hub what happened, signed. Medusa's own events name what changed and nothing else: a
// fulfilment and a payment are told with their order, a variant with its product, and a cart is told whole, since the admin API
// has no carts to be read afterwards.
const { createHmac } = require('node:crypto');

const EVENTS = [
  'customer.created', 'customer.updated', 'customer.deleted',
  'order.placed', 'order.updated', 'order.canceled', 'order.completed',
  'order.fulfillment_created', 'order.fulfillment_canceled',
  'order.return_requested', 'order.return_received',
  'shipment.created', 'delivery.created', 'payment.captured', 'payment.refunded',
  'product.created', 'product.updated', 'product.deleted',
  'product-variant.created', 'product-variant.updated', 'product-variant.deleted',
  'cart.created', 'cart.updated', 'cart.customer_updated',
];

// By the first word of an event: what it belongs to, and where that is found.
const OWNER = {
  shipment: ['order_id', 'fulfillment', 'order.id'],
  delivery: ['order_id', 'fulfillment', 'order.id'],
  payment: ['order_id', 'payment', 'payment_collection.order.id'],
  'product-variant': ['product_id', 'variant', 'product_id'],
};

const CART = [
  'id', 'email', 'customer_id', 'currency_code', 'created_at', 'updated_at', 'completed_at',
  'total', 'item_total', 'items.*',
];

exports.default = async ({ event, container }) => {
  const to = process.env.SELVEDGE_HOOK;
  if (!to) return;
  const query = container.resolve('query');
  const told = { name: event.name, data: { ...event.data } };
  const subject = event.name.split('.')[0];
  const filters = { id: event.data.id };
  const [owner, entity, path] = OWNER[subject] || [];
  if (owner && !event.data[owner]) {
    // A variant that was just deleted is still known by its product.
    const withDeleted = subject === 'product-variant';
    const { data } = await query.graph({ entity, fields: [path], filters, withDeleted });
    told.data[owner] = path.split('.').reduce((at, name) => at && at[name], data[0]);
  }
  if (subject === 'cart') {
    // A line that is taken out leaves no time in the cart; the last reading is the newest. Noted
    // before it is read, since what changes meanwhile is told by an event of its own.
    told.read_at = new Date().toISOString();
    const { data } = await query.graph({ entity: 'cart', fields: CART, filters });
    told.cart = data[0];
  }
  const body = JSON.stringify(told);
  const signature = createHmac('sha256', process.env.SELVEDGE_SECRET).update(body).digest('base64');
  const answer = await fetch(to, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-selvedge-signature': signature },
    signal: AbortSignal.timeout(10000),
  });
  if (!answer.ok) throw new Error(`the hub answers ${answer.status} to ${event.name}`);
};

exports.config = { event: EVENTS };
