/** How far into view, in pixels. */
const margin = 24;

/** The least way to move so that a stretch of this length, which begins here, is within the room there is. */
export function nudge(from: number, length: number, room: number): number {
  if (from < margin) return margin - from;
  return Math.min(0, Math.max(room - margin - length - from, margin - from));
}
