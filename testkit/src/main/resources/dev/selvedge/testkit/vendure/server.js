'use strict';
// Starts the shop on a free port, fills an empty database, then says so in one line on stdout:
// READY <port>. Ends when stdin ends, so that it never outlives whoever started it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

require('reflect-metadata');
const path = require('node:path');
const { bootstrap, JobQueueService } = require('@vendure/core');
const { config } = require('./config');
const { populateShop } = require('./populate');

async function main() {
  const start = () => bootstrap(config);
  const app = process.env.SHOP_POPULATE === 'true'
    ? await populateShop(start, path.join(__dirname, 'products.csv'))
    : await start();
  await app.get(JobQueueService).start();
  process.stdout.write(`\nREADY ${app.getHttpServer().address().port}\n`);
}

main().catch(error => {
  process.stderr.write(`${error && error.stack ? error.stack : error}\n`);
  process.exit(1);
});
