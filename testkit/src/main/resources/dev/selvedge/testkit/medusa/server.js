'use strict';
// Starts the shop on a free port, then says so in one line on stdout: READY <port>. Ends when
// stdin ends, so that it never outlives whoever started it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

const express = require('express');
const { Modules } = require('@medusajs/framework/utils');
const { default: load } = require('@medusajs/medusa/loaders/index');

// The first administrator cannot be made over HTTP: nobody may log in yet.
async function admit(container, email, password) {
  const users = await container.resolve(Modules.USER).listUsers({ email });
  if (users.length > 0) return;
  const { result } = await container.resolve(Modules.WORKFLOW_ENGINE)
    .run('create-users-workflow', { input: { users: [{ email, roles: [] }] } });
  const auth = container.resolve(Modules.AUTH);
  const { authIdentity, error } = await auth.register('emailpass', { body: { email, password } });
  if (error) throw new Error(error);
  await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: result[0].id } });
}

async function main() {
  const app = express();
  const { container } = await load({ directory: __dirname, expressApp: app });
  await admit(container, process.env.SHOP_ADMIN, process.env.SHOP_ADMIN_PASSWORD);
  const server = app.listen(0, '127.0.0.1', () => {
    process.stdout.write(`\nREADY ${server.address().port}\n`);
  });
}

main().catch(error => {
  process.stderr.write(`${error && error.stack ? error.stack : error}\n`);
  process.exit(1);
});
