import classes from './Canvas.module.css';
import { useEditorStore } from './editor-context';

/** Who can enter, when people exit, the goal, and limits for emails. In an editor, a click opens these settings. */
export function Rules({ rules }: { rules: readonly string[] }) {
  const store = useEditorStore();
  const lines = rules.map((rule) => (
    <span key={rule} className={classes.rule} title={rule}>
      {rule}
    </span>
  ));
  if (!store) return <div className={classes.rules}>{lines}</div>;
  return (
    <button
      type="button"
      className={`${classes.rules} nodrag nopan`}
      aria-label={`${rules.join('. ')}. Change these rules`}
      onClick={(event) => {
        event.stopPropagation();
        store.getState().pick([]);
      }}
    >
      {lines}
    </button>
  );
}
