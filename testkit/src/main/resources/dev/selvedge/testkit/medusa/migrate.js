'use strict';
// Gives an empty database its tables, and ends.
const { initializeContainer } = require('@medusajs/medusa/loaders/index');
const { migrate } = require('@medusajs/medusa/commands/db/migrate');

async function main() {
  const container = await initializeContainer(__dirname);
  // The scripts convert what older versions left behind; the search has a command of its own.
  const done = await migrate({
    directory: __dirname,
    container,
    logger: container.resolve('logger'),
    skipScripts: true,
    skipSearch: true,
    executeAllLinks: true,
  });
  if (!done) throw new Error('the migration did not end well');
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error && error.stack ? error.stack : error}\n`);
    process.exit(1);
  },
);
