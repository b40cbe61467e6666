import type { ReactNode } from 'react';
import classes from './WithPreview.module.css';

/** A form with a preview beside it. */
export function WithPreview({ children, preview }: { children: ReactNode; preview: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div className={classes.form}>{children}</div>
      <aside className={classes.preview} aria-label="Preview">
        {preview}
      </aside>
    </div>
  );
}
