import { parseArgs } from 'node:util';

/** @typedef {import('./types.d.mts').Options} Options */

/**
 * @param {readonly string[]} args
 * @returns {{ name: string, json: boolean, given: Partial<Options> }}
 * @throws where an option is unknown or no number
 */
export function readCommandLine(args) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'warm-up': { type: 'string' },
      scale: { type: 'string' },
      only: { type: 'string' },
      'allow-busy': { type: 'boolean' },
      json: { type: 'boolean', default: false },
    },
  });
  const [name = '', ...more] = positionals;
  if (more.length > 0) throw new Error(`Name one bench at a time, not also ${more.join(', ')}.`);
  const rounds = numberOf('rounds', values.rounds, { least: 1, whole: true });
  const seconds = numberOf('seconds', values.seconds, { least: 1 });
  const warmUp = numberOf('warm-up', values['warm-up'], { least: 0 });
  const scale = numberOf('scale', values.scale, { least: 0.001 });
  const given = {
    ...(rounds !== undefined && { rounds }),
    ...(seconds !== undefined && { seconds }),
    ...(warmUp !== undefined && { warmUp }),
    ...(scale !== undefined && { scale }),
    ...(values.only !== undefined && { only: values.only }),
    ...(values['allow-busy'] !== undefined && { allowBusy: values['allow-busy'] }),
  };
  return { name, json: values.json, given };
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {{ least: number, whole?: boolean }} rule
 */
function numberOf(name, text, { least, whole = false }) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least) || (whole && !Number.isInteger(value)))
    throw new Error(`--${name} must be ${whole ? 'a whole number' : 'a number'} of at least ${least}, not "${text}".`);
  return value;
}
