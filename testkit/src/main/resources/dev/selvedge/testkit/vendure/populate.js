'use strict';
const { populate } = require('@vendure/core/cli');

const initialData = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  countries: [
    { name: 'United Kingdom', code: 'GB', zone: 'Europe' },
    { name: 'Germany', code: 'DE', zone: 'Europe' },
  ],
  taxRates: [
    { name: 'Standard Tax', percentage: 20 },
    { name: 'Zero Tax', percentage: 0 },
  ],
  shippingMethods: [{ name: 'Standard Shipping', price: 500 }],
  paymentMethods: [
    {
      name: 'Standard Payment',
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  collections: [],
};

exports.populateShop = (start, productsFile) => populate(start, initialData, productsFile);
