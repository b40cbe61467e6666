import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** How long a page may take to show its heading. */
const patienceMs = 5000;

/**
 * Moves the focus to the heading after a navigation, so that a screen reader reads it and the keyboard continues there.
 * Otherwise the focus stays on the previous page's link, or is lost. The browser handles the first page.
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
      // The previous heading stays until the new page is loaded.
      const waiting = !heading || (heading === before && Date.now() - started < 200);
      if (waiting && Date.now() - started < patienceMs) return;
      window.clearInterval(timer);
      // A field or dialog that has the focus keeps it.
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
