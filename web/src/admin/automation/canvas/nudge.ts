/** How far into view, in pixels. */
const margin = 24;

/** The smallest move that brings a range of this length, which begins here, into the available space. */
export function nudge(from: number, length: number, space: number): number {
  if (from < margin) return margin - from;
  return Math.min(0, Math.max(space - margin - length - from, margin - from));
}
