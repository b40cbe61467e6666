/** Size of a card; fixed, so that neither the layout nor React Flow has to measure it. */
export const cardSize = { width: 272, height: 76 } as const;

/** Size of the place where a step can be added behind a port. */
export const openSize = { width: 28, height: 28 } as const;

/** Size of the dot at which a connection begins or ends. */
export const handleSize = 8;
