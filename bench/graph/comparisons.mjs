/**
 * @typedef {object} Comparison
 * @property {string} name
 * @property {'temporal' | 'dbos' | 'n8n' | 'n8n legacy'} peer
 * @property {string} label
 * @property {import('./programs.mjs').Shape} shape
 * @property {string} program of the peer
 * @property {readonly number[]} concurrency
 * @property {number} [throughput] least ratio
 * @property {number} [p50] largest ratio with one caller
 */

const all = [1, 8, 32];

/** What is compared, in this order. @type {readonly Comparison[]} */
export const comparisons = [
  {
    name: 'beside Temporal by hand, two remote activities',
    peer: 'temporal',
    label: 'Temporal, remote',
    shape: 'two-steps',
    program: 'remoteTag',
    concurrency: all,
    throughput: 1.5,
  },
  {
    name: 'beside Temporal by hand, tag as a local activity',
    peer: 'temporal',
    label: 'Temporal, local',
    shape: 'two-steps',
    program: 'localTag',
    concurrency: all,
    throughput: 1,
  },
  {
    name: 'beside Temporal by hand, 40 ifs',
    peer: 'temporal',
    label: 'Temporal, 40 ifs',
    shape: 'ifs',
    program: 'ifs',
    concurrency: all,
    throughput: 3,
  },
  {
    name: 'beside Temporal by hand, 40 tags',
    peer: 'temporal',
    label: 'Temporal, 40 tags',
    shape: 'tags',
    program: 'tags',
    concurrency: all,
    throughput: 2,
  },
  {
    name: 'beside DBOS, 3 steps',
    peer: 'dbos',
    label: 'DBOS, 3 steps',
    shape: 'two-steps',
    program: 'threeSteps',
    concurrency: all,
    throughput: 0.3,
  },
  {
    name: 'beside DBOS, 40 steps',
    peer: 'dbos',
    label: 'DBOS, 40 steps',
    shape: 'ifs',
    program: 'ifs',
    concurrency: [1],
    p50: 1,
  },
  {
    name: 'beside n8n',
    peer: 'n8n',
    label: 'n8n',
    shape: 'two-steps',
    program: '',
    concurrency: all,
    throughput: 3,
    p50: 0.5,
  },
  {
    name: 'beside n8n with the legacy engine',
    peer: 'n8n legacy',
    label: 'n8n legacy',
    shape: 'two-steps',
    program: '',
    concurrency: all,
    throughput: 1,
  },
];
