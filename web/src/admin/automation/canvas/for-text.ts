/** Whether a key or a paste is meant for a field, a panel or selected text rather than for the canvas. */
export const isForText = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest('input, textarea, [contenteditable="true"], aside, [role="dialog"]') !== null) ||
  document.getSelection()?.isCollapsed === false;
