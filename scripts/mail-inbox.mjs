/**
 * A mail server that shows its messages on a page: `node scripts/mail-inbox.mjs --smtp 1025 --http 8025 --folder DIR`.
 * Accepts and keeps any message to any address. For development and tests.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { httpServer } from './mail/http.mjs';
import { GOOD_BEHAVIOUR, smtpServer } from './mail/smtp.mjs';
import { MailStore } from './mail/store.mjs';

const { values } = parseArgs({
  options: {
    smtp: { type: 'string', default: '1025' },
    http: { type: 'string', default: '8025' },
    folder: { type: 'string', default: '.perennial/mail' },
  },
});

const store = new MailStore(values.folder);
await store.load();
let behaviour = GOOD_BEHAVIOUR;
const smtp = smtpServer(store, () => behaviour);
smtp.on('error', (error) => console.error(error.message));
const http = httpServer(store, {
  get: () => behaviour,
  set: (next) => {
    behaviour = next;
  },
});
smtp.listen(Number(values.smtp), '127.0.0.1');
http.listen(Number(values.http), '127.0.0.1');
await Promise.all([once(smtp.server, 'listening'), once(http, 'listening')]);
console.log(`SMTP on ${values.smtp}, inbox on http://127.0.0.1:${values.http}`);

const stop = () => {
  http.close();
  http.closeAllConnections();
  smtp.close(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
