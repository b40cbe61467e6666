import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FileMissingError, openStorage } from './index.js';

const bytes = new TextEncoder().encode('%PDF-');

describe('files in a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perennial-storage-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('come back as they were put, and are replaced under the same key', async () => {
    const storage = openStorage(pathToFileURL(folder).href);
    await storage.put('certificates/a/b.pdf', new Uint8Array([1]), 'application/pdf');
    await storage.put('certificates/a/b.pdf', bytes, 'application/pdf');
    expect(Buffer.from(await storage.get('certificates/a/b.pdf'))).toEqual(Buffer.from(bytes));
    expect(await readFile(join(folder, 'certificates/a/b.pdf'), 'utf8')).toBe('%PDF-');
  });

  it('a missing file is distinguished from a failing storage', async () => {
    await expect(openStorage(pathToFileURL(folder).href).get('certificates/none.pdf')).rejects.toThrow(FileMissingError);
  });

  it('a key cannot lead out of the folder', async () => {
    await expect(openStorage(pathToFileURL(folder).href).put('../outside', bytes, 'text/plain')).rejects.toThrow();
  });
});

describe('files in a bucket', () => {
  it('are put and read by bucket and key, at the endpoint that the address names', async () => {
    const kept = new Map<string, Buffer>();
    const server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (request.method !== 'PUT') {
        const body = kept.get(path);
        response.writeHead(body ? 200 : 404).end(body);
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        kept.set(path, Buffer.concat(chunks));
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
    try {
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const storage = openStorage(`s3://papers?region=eu-central-1&endpoint=${encodeURIComponent(endpoint)}`);
      await storage.put('certificates/a/b.pdf', bytes, 'application/pdf');
      expect([...kept.keys()]).toEqual(['/papers/certificates/a/b.pdf']);
      expect(Buffer.from(await storage.get('certificates/a/b.pdf')).toString()).toContain('%PDF-');
      await expect(storage.get('certificates/none.pdf')).rejects.toThrow(FileMissingError);
    } finally {
      process.env = before;
      server.closeAllConnections();
      server.close();
    }
  });
});
