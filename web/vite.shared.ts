import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
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
        const packed = await compress(source, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
        if (packed.length < source.length) await writeFile(join(outDir, `${file}.br`), packed);
      }
    },
  };
}

const library = '@mantine/core/styles';

/**
 * Each component of the library brings its own styles, so that a page loads only those of the components that it shows.
 * Components import those that they are made of, so their styles come first, as in the file with all styles. The development
 * server uses that file.
 */
function stylesOfComponents(): Plugin {
  const all = `${library}.layer.css`;
  const virtual = `\0${all}.js`;
  const base = ['baseline', 'default-css-variables', 'global'].map((name) => `import '${library}/${name}.layer.css';`).join('');
  return {
    name: 'styles-of-components',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === all ? virtual : null),
    load: (id) => (id === virtual ? { code: base, moduleSideEffects: true } : null),
    transform: (code, id) =>
      id.includes('/@mantine/core/esm/') && id.endsWith('.module.mjs')
        ? { code: `import '${library}/${basename(id, '.module.mjs')}.layer.css';\n${code}`, moduleSideEffects: true }
        : null,
  };
}

/** The same build for both apps; only their folder differs. */
export const appConfig = (app: 'admin' | 'portal') =>
  defineConfig({
    root: resolve(import.meta.dirname, 'src', app),
    publicDir: resolve(import.meta.dirname, 'public'),
    plugins: [react(), stylesOfComponents(), brotli()],
    resolve: { conditions: ['source', ...defaultClientConditions] },
    build: {
      outDir: resolve(import.meta.dirname, 'dist', app),
      emptyOutDir: true,
      sourcemap: false,
      // Which files a page needs first: `test/static/first-load.test.mjs` adds up their sizes.
      manifest: true,
      chunkSizeWarningLimit: 900,
      // The first browsers that know light-dark(); older targets would rewrite it without knowing the chosen scheme.
      cssTarget: ['chrome123', 'safari17.5', 'firefox121'],
    },
    server: { host: '127.0.0.1', allowedHosts: ['.localhost'] },
  });
