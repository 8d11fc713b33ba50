/** Never rejects: what a browser refuses stays as it is, which shows. */
export async function toggleFullScreen(): Promise<void> {
  const { documentElement, fullscreenElement } = document;
  try {
    await (fullscreenElement === null ? documentElement.requestFullscreen() : document.exitFullscreen());
  } catch {
    // An iPhone has it for videos only.
  }
}
