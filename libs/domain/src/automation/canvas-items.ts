import { z } from 'zod';

/** An ID in a graph. */
export const GraphId = z.string().regex(/^[A-Za-z0-9][\w-]{0,63}$/, { error: 'Use letters, digits, dashes and underscores.' });
/** A coordinate on the canvas. */
export const Coordinate = z.number().min(-1_000_000).max(1_000_000);

/** How much besides steps a canvas may have. */
export const canvasLimits = { notes: 100, noteCharacters: 2000, groups: 50, groupName: 60 } as const;

/** Colours of notes. */
export const noteColours = ['yellow', 'blue', 'green', 'pink', 'grey'] as const;
export type NoteColour = (typeof noteColours)[number];

/** How small and how large a note may be. */
export const noteSizes = { width: { min: 120, max: 1200 }, height: { min: 60, max: 1200 } } as const;

/** A note on the canvas, for staff. */
export const Note = z.object({
  id: GraphId,
  text: z.string().max(canvasLimits.noteCharacters),
  colour: z.enum(noteColours).default('yellow'),
  x: Coordinate,
  y: Coordinate,
  width: z.number().min(noteSizes.width.min).max(noteSizes.width.max),
  height: z.number().min(noteSizes.height.min).max(noteSizes.height.max),
});
export type Note = z.output<typeof Note>;

/** A frame with a name around steps. Where it is follows from its steps. */
export const StepGroup = z.object({
  id: GraphId,
  name: z.string().trim().max(canvasLimits.groupName).default(''),
  steps: z.array(GraphId).min(2).max(1000),
});
export type StepGroup = z.output<typeof StepGroup>;

/** What a canvas shows besides steps and connections. People's journeys do not depend on it. */
export const CanvasItems = z.object({
  notes: z.array(Note).max(canvasLimits.notes).default([]),
  groups: z.array(StepGroup).max(canvasLimits.groups).default([]),
});
export type CanvasItems = z.output<typeof CanvasItems>;

type WithItems = { readonly canvas?: CanvasItems | undefined };

/** The notes of a graph. */
export const notesOf = ({ canvas }: WithItems): readonly Note[] => canvas?.notes ?? none;
/** The groups of a graph. */
export const groupsOf = ({ canvas }: WithItems): readonly StepGroup[] => canvas?.groups ?? none;

// One object, so that a graph without notes looks the same each time.
const none: never[] = [];
