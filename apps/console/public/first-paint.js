// Runs before the first paint, so that a chosen theme never flashes the other one. See src/theme/theme-context.tsx.
try {
  const theme = localStorage.getItem('freshet.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing for this site throws; the system's theme stands.
}
