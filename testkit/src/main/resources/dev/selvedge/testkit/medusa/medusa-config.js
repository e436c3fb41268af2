'use strict';
// A small shop of our own making, without the dashboard and without Redis.
const { defineConfig } = require('@medusajs/framework/utils');

const text = name => {
  const value = process.env[name];
  if (!value) throw new Error(`the environment lacks ${name}`);
  return value;
};

const nobody = 'http://127.0.0.1';

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: text('SHOP_DB'),
    http: {
      storeCors: nobody,
      adminCors: nobody,
      authCors: nobody,
      jwtSecret: 'only-for-tests',
      cookieSecret: 'only-for-tests',
    },
  },
  admin: { disable: true },
});
