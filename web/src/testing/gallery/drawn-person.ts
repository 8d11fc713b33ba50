/** Somebody to look at: a person who is drawn, as a camera would give them. The same pixels every time. */

export interface Looks {
  readonly wall: string;
  readonly hair: string;
  readonly skin: string;
  readonly clothes: string;
}

export const ADA_DRAWN: Looks = { wall: '#e9b892', hair: '#2a1a14', skin: '#9a6440', clothes: '#8b8580' };
export const SELF_DRAWN: Looks = { wall: '#a8c9c4', hair: '#6d3f2a', skin: '#e6b18c', clothes: '#1f5b4b' };

export function drawPerson(looks: Looks, width = 1280, height = 720): MediaStream {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws nothing');
  draw(context, looks);
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks() as CanvasCaptureMediaStreamTrack[];
  // A frame that was drawn before anybody looked is never presented.
  const timer = setInterval(() => {
    if (track?.readyState === 'ended') return clearInterval(timer);
    draw(context, looks);
    track?.requestFrame();
  }, 200);
  return stream;
}

/** A screen with text on it, as people share. */
export function drawScreen(width = 1440, height = 900): MediaStream {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws nothing');
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks() as CanvasCaptureMediaStreamTrack[];
  const timer = setInterval(() => {
    if (track?.readyState === 'ended') return clearInterval(timer);
    fill(context, '#ffffff', 0, 0, width, height);
    fill(context, '#23303a', 0, 0, width * 0.2, height);
    for (let line = 0; line < 18; line += 1) {
      const length = 0.25 + 0.35 * Math.abs(Math.sin(line * 2.3));
      fill(context, line % 5 === 0 ? '#0b6a50' : '#9aa5ab', width * 0.25, 90 + line * 42, width * length, 14);
    }
    track?.requestFrame();
  }, 200);
  return stream;
}

function draw(context: CanvasRenderingContext2D, { wall, hair, skin, clothes }: Looks): void {
  const { width, height } = context.canvas;
  const unit = height / 10;
  const middle = width / 2;
  fill(context, wall, 0, 0, width, height);
  // A shelf on one side and a window on the other, so that one sees which way round it is.
  fill(context, 'rgb(0 0 0 / 12%)', width * 0.05, unit * 2.6, width * 0.16, unit * 0.25);
  fill(context, '#a8452b', width * 0.13, unit * 1.2, unit * 0.4, unit * 1.4);
  fill(context, '#e0a15c', width * 0.1, unit * 1.4, unit * 0.4, unit * 1.2);
  fill(context, 'rgb(255 255 255 / 70%)', width * 0.8, unit * 0.6, width * 0.14, unit * 4);
  disc(context, hair, middle, unit * 4.3, unit * 2.7);
  fill(context, skin, middle - unit * 0.6, unit * 6, unit * 1.2, unit * 2);
  disc(context, skin, middle, unit * 4.9, unit * 1.9);
  ellipse(context, clothes, middle, unit * 10.2, unit * 3.8, unit * 2.8);
  disc(context, hair, middle - unit * 0.7, unit * 4.8, unit * 0.16);
  disc(context, hair, middle + unit * 0.7, unit * 4.8, unit * 0.16);
  context.strokeStyle = hair;
  context.lineWidth = unit * 0.12;
  context.lineCap = 'round';
  context.beginPath();
  context.arc(middle, unit * 5.2, unit * 0.85, 0.25 * Math.PI, 0.75 * Math.PI);
  context.stroke();
}

function fill(
  context: CanvasRenderingContext2D,
  colour: string,
  ...box: [number, number, number, number]
): void {
  context.fillStyle = colour;
  context.fillRect(...box);
}

function disc(context: CanvasRenderingContext2D, colour: string, x: number, y: number, radius: number): void {
  ellipse(context, colour, x, y, radius, radius);
}

function ellipse(
  context: CanvasRenderingContext2D,
  colour: string,
  ...[x, y, radiusX, radiusY]: [number, number, number, number]
): void {
  context.fillStyle = colour;
  context.beginPath();
  context.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
  context.fill();
}
