import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** How long a page may take to show its heading. */
const patienceMs = 5000;

/**
 * Moves focus to the heading of a page that was navigated to, so that a screen reader reads it and the keyboard goes on from
 * there. Without it, focus stays on the link of the page before, or on nothing. The first page is the browser's.
 * @param within id of the element that holds the page
 */
export function PageFocus({ within }: { within: string }) {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const page = document.getElementById(within);
    if (!page) return;
    const before = page.querySelector('h1');
    const started = Date.now();
    const timer = window.setInterval(() => {
      const heading = page.querySelector('h1');
      // The heading of the page before stands until a page that is loaded has come.
      const waiting = !heading || (heading === before && Date.now() - started < 200);
      if (waiting && Date.now() - started < patienceMs) return;
      window.clearInterval(timer);
      // A field or dialog that took the focus keeps it.
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && focused.matches('input, textarea, select, [role="dialog"] *')) return;
      const target = heading ?? page;
      target.setAttribute('tabindex', '-1');
      target.focus({ preventScroll: heading !== null });
      if (heading) window.scrollTo(0, 0);
    }, 30);
    return () => window.clearInterval(timer);
  }, [pathname, within]);
  return null;
}
