import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot, urlInRoot } from '../../scripts/lib/paths.mjs';

const { adminPages } = await import(urlInRoot('libs/contracts/dist/index.js'));

test('every page that Temporal links to is a page of the admin app', () => {
  const pages = readFileSync(inRoot('web/src/admin/shell/pages.tsx'), 'utf8');
  const routes = [...pages.matchAll(/path: '([^']+)'/g)].map(([, path]) => path);
  const linked = Object.values(adminPages).map((page) => page(':id', ':runId').path.split('?')[0]);
  assert.ok(linked.length > 3);
  assert.deepEqual(
    linked.filter((path) => !routes.includes(path)),
    [],
  );
});
