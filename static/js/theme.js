// Loaded without defer, so that the page is never painted in the other theme first. app.js does the rest.
document.documentElement.dataset.js = "";
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is closed to us: the system's theme it is */ }
