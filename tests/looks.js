// Nine tenths of axe's time go to measuring the contrast of thousands of words that look alike.
// What decides about it is the same for them, so three of each look are marked, to be measured.
() => {
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
      const below = ground(element.parentElement);
      grounds.set(element, own === "rgba(0, 0, 0, 0) none 1" ? below : `${own} < ${below}`);
    }
    return grounds.get(element);
  };
  const speaks = (element) =>
    element.placeholder || [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const seen = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    element.removeAttribute("data-look");
    if (!speaks(element) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      continue;
    const { color, fontSize, fontWeight, textShadow, clipPath } = getComputedStyle(element);
    const look = [color, fontSize, fontWeight, textShadow, clipPath, ground(element)].join("|");
    seen.set(look, (seen.get(look) ?? 0) + 1);
    if (seen.get(look) <= 3) element.setAttribute("data-look", "");
  }
  return seen.size;
};
