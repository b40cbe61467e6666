interface Size {
  readonly width: number;
  readonly height: number;
}

interface Bounds extends Size {
  readonly x: number;
  readonly y: number;
}

/** Below this, cards can no longer be read. */
const legibleZoom = 0.8;
const margin = 40;

/** The whole graph if it is readable at that zoom; otherwise its beginning, at a readable zoom. */
export function startingView(drawing: Bounds, frame: Size = { width: 800, height: 600 }): { x: number; y: number; zoom: number } {
  const fitting = Math.min((frame.width - 2 * margin) / drawing.width, (frame.height - 2 * margin) / drawing.height);
  const zoom = Math.min(1, Math.max(legibleZoom, fitting));
  const x = (frame.width - drawing.width * zoom) / 2 - drawing.x * zoom;
  const spare = (frame.height - drawing.height * zoom) / 2;
  return { x, y: Math.max(margin, spare) - drawing.y * zoom, zoom };
}
