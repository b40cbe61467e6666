/** Below this zoom, what is on connections cannot be read or aimed at. */
const legibleZoom = 0.5;

/** Whether labels and tools on connections are drawn at the zoom of a canvas. */
export const isLegible = ({ transform: [, , zoom] }: { readonly transform: readonly [number, number, number] }): boolean =>
  zoom >= legibleZoom;
