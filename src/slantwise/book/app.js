// On every page: asks the browser to keep the site, where it can (not from disk).
{
  const worker = new URL("../../sw.js", document.currentScript.src);
  if ("serviceWorker" in navigator && location.protocol.startsWith("http"))
    navigator.serviceWorker.register(worker).catch(() => {}); // the book works without
}

// What is folded is printed by style (screens.css); where a browser cannot, it is opened for the paper.
if (!CSS.supports("selector(::details-content)")) {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".bd-article details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
