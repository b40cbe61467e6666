/**
 * @typedef {import('./types.d.mts').Figure} Figure
 * @typedef {import('./types.d.mts').Spread} Spread
 */

/** @param {number | Spread | undefined} value */
const middleOf = (value) => (typeof value === 'object' ? value.median : value);

/**
 * Whether a figure is at its goal, if it has one. One that could not be measured is not.
 * @param {Figure} figure
 */
export function isReached({ value, goal, bound = 'at least' }) {
  const middle = middleOf(value);
  if (middle === undefined || Number.isNaN(middle)) return false;
  if (goal === undefined) return true;
  return bound === 'at least' ? middle >= goal : middle <= goal;
}

/**
 * One line per figure, such as `graph beside DBOS, c=8: ratio 0.42 (goal >= 0.3)`.
 * @param {Figure} figure
 */
export function lineOf(figure) {
  const { name, value, goal, bound = 'at least', unit = 'ratio', missing } = figure;
  const limit =
    goal === undefined ? '' : ` (goal ${bound === 'at least' ? '>=' : '<='} ${shown(goal)}${unit === 'ratio' ? '' : ` ${unit}`})`;
  const middle = middleOf(value);
  if (middle === undefined) return `${name}: not measured, ${missing ?? 'no reason given'}${limit}`;
  const figures = unit === 'ratio' ? `ratio ${shown(middle)}` : `${shown(middle)} ${unit}`;
  return `${name}: ${figures}${limit}${isReached(figure) ? '' : ' not reached'}`;
}

/**
 * Three significant digits, never an exponent.
 * @param {number} value
 */
export function shown(value) {
  if (!Number.isFinite(value)) return String(value);
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return String(Number(value.toFixed(Math.min(digits, 6))));
}
