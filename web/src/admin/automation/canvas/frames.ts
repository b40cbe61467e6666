import type { StepGroup } from '@perennial/domain/automation';
import type { FlowNode } from './flow-types';
import { cardSize } from './sizes';

/** From the cards to the frame. Above them there is room for the name. */
const [around, above] = [18, 44];

/** A group with the rectangle around its cards. */
export interface Frame {
  readonly group: StepGroup;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The frames of groups whose cards are drawn. */
export function framesOf(groups: readonly StepGroup[], nodes: readonly FlowNode[]): Frame[] {
  const cards = new Map(nodes.map((node) => [node.id, node]));
  return groups.flatMap((group) => {
    const inside = group.steps.flatMap((id) => cards.get(id) ?? []);
    if (inside.length === 0) return [];
    const left = Math.min(...inside.map(({ position }) => position.x)) - around;
    const top = Math.min(...inside.map(({ position }) => position.y)) - above;
    const right = Math.max(...inside.map(({ position, width = cardSize.width }) => position.x + width)) + around;
    const bottom = Math.max(...inside.map(({ position, height = cardSize.height }) => position.y + height)) + around;
    return [{ group, x: left, y: top, width: right - left, height: bottom - top }];
  });
}
