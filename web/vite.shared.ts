import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const compress = promisify(brotliCompress);

/** Compressed once when building, so that the server only picks a file. */
function brotli(): Plugin {
  let outDir = '';
  return {
    name: 'brotli',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = (await readdir(outDir, { recursive: true })).filter((file) => /\.(m?js|css|svg)$/.test(file));
      for (const file of files) {
        const source = await readFile(join(outDir, file));
        const packed = await compress(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } });
        if (packed.length < source.length) await writeFile(join(outDir, `${file}.br`), packed);
      }
    },
  };
}

/** The same build for both apps; only their folder differs. */
export const appConfig = (app: 'admin' | 'portal') =>
  defineConfig({
    root: resolve(import.meta.dirname, 'src', app),
    publicDir: resolve(import.meta.dirname, 'public'),
    plugins: [react(), brotli()],
    resolve: { conditions: ['source', ...defaultClientConditions] },
    build: {
      outDir: resolve(import.meta.dirname, 'dist', app),
      emptyOutDir: true,
      sourcemap: false,
      chunkSizeWarningLimit: 900,
      // The first browsers that know light-dark(); older targets would rewrite it without knowing the chosen scheme.
      cssTarget: ['chrome123', 'safari17.5', 'firefox121'],
    },
    server: { host: '127.0.0.1', allowedHosts: ['.localhost'] },
  });
