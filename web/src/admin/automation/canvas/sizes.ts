/** Size of a card; fixed, so that neither the layout nor React Flow has to measure it. */
export const cardSize = { width: 272, height: 76 } as const;

/** Size of the place where a step can be added behind a port: 24 px, the least for a finger, at the zoom at which a canvas opens. */
export const openSize = { width: 30, height: 30 } as const;

/** Size of the dot at which a connection begins or ends. */
export const handleSize = 12;

/** The most that a label of a branch takes; a longer one is cut off, so that its text does not move any card. */
export const labelSize = { width: 160, height: 20 } as const;

/** A label with the + below it. */
export const labelWithToolsSize = { width: labelSize.width, height: 44 } as const;

/** From the middle of one open port of a card to the next. */
export const openSpacing = labelSize.width + 24;
