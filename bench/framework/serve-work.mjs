import { createServer } from 'node:http';
import { summaryOf } from './statistics.mjs';

/**
 * Serves one piece of work of a program: `POST /?count=N` does it N times, one after the other, and answers throughput and
 * latencies. So a
 * drawing is measured in a process of its own, which stays warm between rounds.
 * @param {(index: number) => Promise<unknown>} once
 */
export function serveWork(once) {
  let index = 0;
  createServer(async (request, response) => {
    const count = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('count') ?? 0);
    /** @type {number[]} */
    const latencies = [];
    let errors = 0;
    const since = performance.now();
    for (let done = 0; done < count; done++) {
      const before = performance.now();
      try {
        await once(index++);
        latencies.push(performance.now() - before);
      } catch {
        errors += 1;
      }
    }
    response.end(JSON.stringify(summaryOf(latencies, Math.max(0.001, (performance.now() - since) / 1000), errors)));
  }).listen(Number(process.env.PORT), '127.0.0.1');
}
