// Runs before the first paint, so that a remembered theme never flashes the other one.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('hookglass.theme');
  } catch {
    // Storage may be forbidden; the system's choice is a good answer then.
  }
  if (theme !== 'light' && theme !== 'dark')
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
})();
