/** An SMTP server that accepts everything and counts: one process for both sides. `GET /` answers what has arrived. */
import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';

let count = 0;
let bytes = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData: (stream, _session, callback) => {
    stream.on('data', (chunk) => {
      bytes += chunk.length;
    });
    stream.on('end', () => {
      count += 1;
      callback(null, 'kept');
    });
  },
});
server.on('error', (error) => process.stderr.write(`${error.message}\n`));
server.listen(Number(process.env.SMTP_PORT), '127.0.0.1');
createServer((_request, response) => response.end(JSON.stringify({ count, bytes }))).listen(
  Number(process.env.PORT),
  '127.0.0.1',
);
