/** What was drawn lately has a place, and lies there for whoever presses. */
export const twoFrames = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
