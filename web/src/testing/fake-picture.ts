import { onTestFinished } from 'vitest';

/** A stream with one video track that moves, as a camera's does. */
export function createFakePicture(width = 320, height = 180): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  let hue = 0;
  const timer = setInterval(() => {
    if (context === null) return;
    hue = (hue + 7) % 360;
    context.fillStyle = `hsl(${hue} 40% 40%)`;
    context.fillRect(0, 0, width, height);
  }, 50);
  const stream = canvas.captureStream(20);
  onTestFinished(() => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  });
  return stream;
}
