// Before anything is painted: light or dark, and the size of a story's text, as the
// reader chose them on this device.
try {
  for (const key of ["scheme", "size"]) {
    const chosen = localStorage["guong:" + key];
    if (chosen) document.documentElement.dataset[key] = chosen;
  }
} catch { /* the browser keeps nothing: the device decides */ }
