export const shortcutWords = () => ({
  title: 'Keys and sounds',
  open: 'Keys and sounds',
  singleKeys: 'Use these keys',
  sounds: 'Play a sound when they come and go',
  done: 'Done',
});

/** What pressing it does. */
export function shortcutLabel(
  action:
    | 'microphone'
    | 'camera'
    | 'share-screen'
    | 'chat'
    | 'full-screen'
    | 'push-to-talk'
    | 'show-shortcuts',
): string {
  const labels: Readonly<Record<typeof action, string>> = {
    microphone: 'Microphone on or off',
    camera: 'Camera on or off',
    'share-screen': 'Share your screen, or stop',
    chat: 'Open the chat, or close it',
    'full-screen': 'Full screen, or back',
    'push-to-talk': 'Hold to speak while muted',
    'show-shortcuts': 'Show this list',
  };
  return labels[action];
}

/** As it is printed on a keyboard, or called where nothing is. */
export function keyName(key: string): string {
  return key === ' ' ? 'Space' : key;
}
