'use strict';
// A small shop of our own making: one channel, one tax, one shipping method, guests welcome.
const { dummyPaymentHandler, DefaultGuestCheckoutStrategy, DefaultLogger, LogLevel } = require('@vendure/core');

const text = name => {
  const value = process.env[name];
  if (!value) throw new Error(`the environment lacks ${name}`);
  return value;
};

exports.config = {
  logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
  apiOptions: {
    hostname: '127.0.0.1',
    port: 0,
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
    adminListQueryLimit: 1000,
  },
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    requireVerification: false,
    superadminCredentials: { identifier: text('SHOP_ADMIN'), password: text('SHOP_ADMIN_PASSWORD') },
    cookieOptions: { secret: 'only-for-tests' },
  },
  dbConnectionOptions: {
    type: 'postgres',
    synchronize: true,
    host: text('SHOP_DB_HOST'),
    port: Number(text('SHOP_DB_PORT')),
    database: text('SHOP_DB_NAME'),
    username: text('SHOP_DB_USER'),
    password: process.env.SHOP_DB_PASSWORD || '',
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  orderOptions: {
    guestCheckoutStrategy: new DefaultGuestCheckoutStrategy({
      allowGuestCheckouts: true,
      allowGuestCheckoutForRegisteredCustomers: true,
    }),
  },
  customFields: {
    Customer: [
      { name: 'marketingOptIn', type: 'boolean', nullable: true, public: true },
      { name: 'marketingOptInAt', type: 'datetime', nullable: true, public: true },
    ],
    Order: [{ name: 'externalRef', type: 'string', nullable: true, public: true }],
  },
};
