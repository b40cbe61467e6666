/**
 * @typedef {object} ProcessTimes
 * @property {number} parent
 * @property {string} started
 * @property {number} own ticks of the process
 * @property {number} children ticks of children that ended and were waited for
 *
 * @typedef {ReadonlyMap<number, ProcessTimes>} Snapshot by process ID
 */

/** Parent of every kernel thread. They write on behalf of other processes, so they are not counted. */
const KERNEL = 2;

/**
 * Cores that each named process used between two snapshots, with what it started, and cores of everybody else.
 *
 * A process that ends is charged, with its whole life, to whoever waits for it: its parent, or for an orphan a process further up. So what
 * ended is added up for all processes of one name: what was charged to them, less what the ended ones had used before.
 * @param {{ before: Snapshot, after: Snapshot, ticks: number, labels: ReadonlyMap<number, string> }} interval
 *   `ticks`: its length
 * @returns {{ cores: Record<string, number>, unrelated: number }}
 */
export function coresBetween({ before, after, ticks, labels }) {
  /** @type {Map<string | undefined, { own: number, ended: number }>} */
  const groups = new Map();
  const groupOf = (/** @type {number} */ pid, /** @type {Snapshot} */ processes) => {
    const label = labelOf(pid, processes, labels);
    const group = groups.get(label) ?? { own: 0, ended: 0 };
    groups.set(label, group);
    return group;
  };
  const isKernel = (/** @type {number} */ pid, /** @type {ProcessTimes} */ { parent }) => pid === KERNEL || parent === KERNEL;
  for (const [pid, now] of after) {
    if (isKernel(pid, now)) continue;
    const earlier = before.get(pid);
    const known = earlier?.started === now.started ? earlier : { own: 0, children: 0 };
    const group = groupOf(pid, after);
    group.own += now.own - known.own;
    group.ended += now.children - known.children;
  }
  for (const [pid, earlier] of before)
    if (!isKernel(pid, earlier) && after.get(pid)?.started !== earlier.started)
      groupOf(pid, before).ended -= earlier.own + earlier.children;
  const used = [...groups].map(([label, { own, ended }]) => ({ label, cores: (own + Math.max(0, ended)) / ticks }));
  return {
    cores: Object.fromEntries(used.flatMap(({ label, cores }) => (label === undefined || cores === 0 ? [] : [[label, cores]]))),
    unrelated: used.find(({ label }) => label === undefined)?.cores ?? 0,
  };
}

/**
 * The name of the nearest named process, beginning with the process itself.
 * @param {number} pid
 * @param {Snapshot} processes
 * @param {ReadonlyMap<number, string>} labels
 */
function labelOf(pid, processes, labels) {
  for (let at = pid, steps = 0; at > 1 && steps < 64; at = processes.get(at)?.parent ?? 0, steps++) {
    const label = labels.get(at);
    if (label !== undefined) return label;
  }
  return undefined;
}
