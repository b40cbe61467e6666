/** What the processes that serve schools and their work have in common. */
const serverLibraries = [
  'libs/domain',
  'libs/contracts',
  'libs/db',
  'libs/services',
  'libs/logging',
  'libs/config',
  'libs/rendering',
  'libs/stripe',
  'libs/storage',
];

/** The import table: which of our folders each folder may import. A folder always may import itself. */
const table = {
  'libs/domain': [],
  'libs/contracts': ['libs/domain'],
  'libs/config': [],
  'libs/logging': [],
  'libs/db': ['libs/domain', 'libs/config'],
  'libs/services': ['libs/domain', 'libs/db', 'libs/logging'],
  'libs/rendering': ['libs/domain'],
  'libs/stripe': ['libs/domain', 'libs/db', 'libs/services'],
  'libs/storage': ['libs/db'],
  'libs/api-client': [],
  activities: serverLibraries,
  workflows: ['libs/domain', 'libs/contracts'],
  relay: ['libs/domain', 'libs/contracts', 'libs/db', 'libs/services', 'libs/logging'],
  'apps/api': serverLibraries,
  'apps/worker': [...serverLibraries, 'activities', 'workflows', 'relay'],
  'apps/stripe-sandbox': ['libs/config'],
  'apps/cli': ['libs/api-client'],
  web: ['libs/domain', 'libs/api-client'],
  // The benches drive the product from outside, and measure rules and drawing by themselves.
  bench: ['scripts', 'test', 'libs/domain', 'libs/contracts', 'libs/services', 'libs/rendering'],
};
/**
 * The product's areas, the same in every layer. A file may import from its own area and from areas before it; what happens the other
 * way round crosses as an event.
 */
const areas = [
  // The parts of libs/domain that belong to no single area; `conditions` below is another.
  'calendar',
  'addresses',
  'search',
  'events',
  'platform',
  'identity',
  'school',
  'messaging',
  'learning',
  'billing',
  'conditions',
  'certificates',
  'people',
  'automation',
  'home',
  'setup',
  'shell',
];
const layers =
  '(apps/api/src|libs/domain/src|libs/services/src|libs/db/src|libs/rendering/src|activities/src|web/src/admin|web/src/portal)';
const OURS = '^(libs|activities|workflows|relay|apps|web|test|bench|scripts|deploy)/';
const SPECS = '\\.spec\\.tsx?$';

const folderRules = Object.entries(table).map(([folder, allowed]) => ({
  name: `imports of ${folder}`,
  comment: `${folder} may import ${allowed.join(', ') || 'none of our folders'}; see the table in .dependency-cruiser.cjs`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: OURS,
    pathNot: `^(${[folder, ...allowed].join('|')})/`,
    ...(folder === 'workflows' ? { dependencyTypesNot: ['type-only'] } : {}),
  },
}));

const areaRules = areas.slice(0, -1).map((area, index) => ({
  name: `imports of area ${area}`,
  comment: `${area} may import ${areas.slice(0, index).join(', ') || 'no other area'}; see the areas in .dependency-cruiser.cjs`,
  severity: 'error',
  from: { path: `^${layers}/${area}/`, pathNot: SPECS },
  to: { path: `^${layers}/(${areas.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    ...areaRules,
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'workflows know activities by type only',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: OURS, pathNot: '^(workflows|activities|libs/domain|libs/contracts)/' },
    },
    {
      name: 'pure folders use nothing of Node',
      comment: 'libs/domain and workflows also run in the workflow sandbox, libs/domain in the browser',
      severity: 'error',
      from: { path: '^(libs/domain|libs/contracts|workflows)/src/', pathNot: SPECS },
      to: { dependencyTypes: ['core'], pathNot: '^assert$' },
    },
    {
      name: 'pure folders use pure libraries',
      severity: 'error',
      from: { path: '^libs/(domain|contracts)/src/', pathNot: SPECS },
      to: {
        path: 'node_modules/(@nestjs|@temporalio|typeorm|pg|stripe|fastify|@fastify|nodemailer|undici|pino|mjml|react|@mantine)/',
      },
    },
    {
      name: 'workflows use the workflow package',
      severity: 'error',
      from: { path: '^workflows/src/', pathNot: SPECS },
      to: {
        path: 'node_modules/(@nestjs|@temporalio/(client|worker|activity)|typeorm|pg|stripe|nodemailer|undici|pino)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the Stripe sandbox takes only types from Stripe',
      severity: 'error',
      from: { path: '^apps/stripe-sandbox/src/', pathNot: SPECS },
      to: { path: 'node_modules/stripe/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'an import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\?|\\.(css|svg)$' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: '(^|/)(dist|histories)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json', '.d.ts', '.d.mts'],
    },
  },
};
