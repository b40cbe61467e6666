/** Builds the bare page with the packages of the peer, and serves it with drawings of any size. */
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { packageOfPeer } from '../framework/packages.mjs';
import { drawing } from './drawing.mjs';

const folder = join(process.env.PEER_FOLDER ?? '', 'page');
cpSync(inRoot('bench/canvas/bare'), folder, { recursive: true });
const { build } = await packageOfPeer('vite');
await build({ root: folder, logLevel: 'error', build: { target: 'es2022' } });

/** @type {Record<string, string>} */
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/drawing') return response.end(JSON.stringify(drawing(Number(url.searchParams.get('nodes')))));
  const file = url.pathname === '/' ? '/index.html' : url.pathname;
  try {
    const content = readFileSync(join(folder, 'dist', file));
    return response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(content);
  } catch {
    return response.writeHead(404).end();
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
