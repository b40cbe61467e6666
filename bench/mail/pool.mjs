/** A bare nodemailer pool. `POST /?count=N&size=BYTES` sends N messages of that size and answers throughput. */
import { createServer } from 'node:http';
import { packageOfPeer } from '../framework/packages.mjs';

const { default: nodemailer } = await packageOfPeer('nodemailer');
const transport = nodemailer.createTransport({
  url: process.env.SMTP_URL,
  pool: true,
  maxConnections: 10,
  maxMessages: Number.POSITIVE_INFINITY,
});

createServer(async (request, response) => {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const [count, size] = [Number(query.get('count') ?? 0), Number(query.get('size') ?? 0)];
  const html = `<p>${'A line of a newsletter that somebody reads. '.repeat(Math.ceil(size / 44))}</p>`;
  const since = performance.now();
  const results = await Promise.allSettled(
    Array.from({ length: count }, (_, i) =>
      transport.sendMail({
        from: 'help@kiln.example',
        to: `p${i}@bench.example`,
        subject: `Letter ${i}`,
        html,
        text: 'A letter',
      }),
    ),
  );
  const errors = results.filter(({ status }) => status === 'rejected').length;
  const seconds = Math.max(0.001, (performance.now() - since) / 1000);
  response.end(JSON.stringify({ perSecond: (count - errors) / seconds, errors }));
}).listen(Number(process.env.PORT), '127.0.0.1');
