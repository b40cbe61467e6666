export { type NextEffect, nextEffects } from './next-effects.js';
export { spikesIn } from './spikes.js';
