import { readFileSync } from 'node:fs';
import { outputOf } from './binaries.mjs';
import { startTimeOf } from './process-times.mjs';

/**
 * Calls back when the npm that started us is gone. After a kill -9 of npm there is no signal.
 * @param {() => void} callback
 */
export function diesWithNpm(callback) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = npmAbove();
  const startTime = npm && startTimeOf(npm);
  if (!npm || !startTime) return;
  const timer = setInterval(() => {
    if (startTimeOf(npm) === startTime) return;
    clearInterval(timer);
    callback();
  }, 1000);
  timer.unref();
}

/** npm runs a script directly or through a shell. */
function npmAbove() {
  for (let pid = process.ppid, level = 0; level < 3 && pid > 1; pid = parentOf(pid), level++) {
    if (commandOf(pid).includes('npm')) return pid;
  }
  return undefined;
}

/** @param {number} pid */
function parentOf(pid) {
  return Number(outputOf('ps', ['-o', 'ppid=', '-p', String(pid)]) ?? 0);
}

/** @param {number} pid */
function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return outputOf('ps', ['-o', 'command=', '-p', String(pid)]) ?? '';
  }
}
