import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Io } from './io.js';
import { run } from './run.js';

const io: Io = {
  variables: process.env,
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
  errIsTerminal: process.stderr.isTTY === true,
  read: (path) => (path === '-' ? text(process.stdin) : readFile(path, 'utf8')),
  write: (path, content) => writeFile(path, content),
  fetch: (request) => fetch(request),
  sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
  interruptible: async (work) => {
    const pressed = new AbortController();
    const stop = () => pressed.abort();
    process.once('SIGINT', stop);
    try {
      return await work(pressed.signal);
    } finally {
      process.off('SIGINT', stop);
    }
  },
};

// A program that reads only the beginning of the output, such as head, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), io);
