// Runs before the first paint, as a file of its own because the content security policy allows no inline script.
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem('perennial-colour-scheme');
  } catch {}
  const scheme =
    stored === 'light' || stored === 'dark' ? stored : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
