import type { Graph } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { drawingOf } from './drawing';
import classes from './Picture.module.css';

const noNames = () => undefined;

/** A small picture of a graph, for people who see it. What it shows is also written beside it. */
export function Picture({ graph }: { graph: Graph }) {
  const { cards, lines, box } = useMemo(() => drawingOf(graph, noNames), [graph]);
  return (
    <svg className={classes.picture} viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} aria-hidden>
      {lines.map(({ id, path }) => (
        <path key={id} d={path} className={classes.line} />
      ))}
      {cards.map(({ id, x, y, width, height, family }) => (
        <g key={id} data-family={family} className={classes.card}>
          <rect x={x} y={y} width={width} height={height} rx={16} className={classes.face} />
          <rect x={x + 16} y={y + 20} width={36} height={36} rx={10} className={classes.icon} />
          <rect x={x + 68} y={y + 24} width={width - 130} height={10} rx={5} className={classes.text} />
          <rect x={x + 68} y={y + 44} width={width - 96} height={10} rx={5} className={classes.text} />
        </g>
      ))}
    </svg>
  );
}
