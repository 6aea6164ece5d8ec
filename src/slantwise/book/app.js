// On every page: asks the browser to keep the site, where it can (not from disk).
{
  const worker = new URL("../../sw.js", document.currentScript.src);
  if ("serviceWorker" in navigator && location.protocol.startsWith("http"))
    navigator.serviceWorker.register(worker).catch(() => {}); // the book works without
}
