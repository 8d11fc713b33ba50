/** The four corners in which small pictures stand, in the writing direction's own words. */
export interface Corner {
  readonly block: 'start' | 'end';
  readonly inline: 'start' | 'end';
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an arrow key leads; undefined: the key is none, or there is nothing further that way. */
export function cornerAfterKey(corner: Corner, key: string, isRightToLeft: boolean): Corner | undefined {
  const next = moved(corner, key, isRightToLeft);
  return next === undefined || (next.block === corner.block && next.inline === corner.inline)
    ? undefined
    : next;
}

function moved(corner: Corner, key: string, isRightToLeft: boolean): Corner | undefined {
  switch (key) {
    case 'ArrowUp':
      return { ...corner, block: 'start' };
    case 'ArrowDown':
      return { ...corner, block: 'end' };
    case 'ArrowLeft':
      return { ...corner, inline: isRightToLeft ? 'end' : 'start' };
    case 'ArrowRight':
      return { ...corner, inline: isRightToLeft ? 'start' : 'end' };
    default:
      return undefined;
  }
}

/** The corner of a frame that a point in it is nearest to. */
export function nearestCorner({ x, y }: Point, frame: DOMRectReadOnly, isRightToLeft: boolean): Corner {
  const isLeft = x < frame.left + frame.width / 2;
  return {
    block: y < frame.top + frame.height / 2 ? 'start' : 'end',
    inline: isLeft === isRightToLeft ? 'end' : 'start',
  };
}
