import { residentMb, snapshot } from './proc.mjs';

/**
 * Memory of processes with what they started, in MB. Pages that several share are counted in each.
 * @param {readonly number[]} pids
 */
export function memoryOf(pids) {
  const processes = snapshot();
  const isBelow = (/** @type {number} */ pid) => {
    for (let at = pid, steps = 0; at > 1 && steps < 64; at = processes.get(at)?.parent ?? 0, steps++)
      if (pids.includes(at)) return true;
    return false;
  };
  return [...processes.keys()].filter(isBelow).reduce((sum, pid) => sum + residentMb(pid), 0);
}
