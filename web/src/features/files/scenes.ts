import type { FileTransfer } from '@parley/call';
import { transferOf } from '../../testing/fake-files.ts';

/** Every kind of file on its way. */
export const TRANSFERS: readonly FileTransfer[] = [
  transferOf({ key: 'received 1', status: { phase: 'done' }, file: new Blob() }),
  transferOf({
    key: 'sent 1',
    direction: 'sent',
    name: 'minutes.txt',
    mediaType: 'text/plain',
    sizeBytes: 812,
    status: { phase: 'offered' },
  }),
  transferOf({
    ...{ key: 'sent 2', direction: 'sent', name: 'تسجيل الاجتماع.mp4', sizeBytes: 340_000_000 },
    mediaType: 'video/mp4',
    ...{ doneBytes: 120_000_000, status: { phase: 'flowing' } },
  }),
  transferOf({
    ...{ key: 'received 3', name: 'setup.exe', sizeBytes: 61_000_000 },
    mediaType: 'application/vnd.microsoft.portable-executable',
  }),
];

/** Those that do not go on by themselves. */
export const STOPPED: readonly FileTransfer[] = [
  transferOf({
    key: 'sent 1',
    direction: 'sent',
    status: { phase: 'paused', by: 'self' },
    doneBytes: 2_000_000,
  }),
  transferOf({ key: 'received 1', status: { phase: 'paused', by: 'peer' }, doneBytes: 2_000_000 }),
  transferOf({ key: 'sent 2', direction: 'sent', status: { phase: 'queued' } }),
  transferOf({
    key: 'received 2',
    name: `${'long '.repeat(22)}.pdf`,
    status: { phase: 'over', because: 'page-gone' },
  }),
];

/** What a reload has interrupted. */
export const INTERRUPTED: readonly FileTransfer[] = [
  transferOf({ key: 'received 1', status: { phase: 'interrupted' }, doneBytes: 2_000_000 }),
  transferOf({
    ...{ key: 'sent 1', direction: 'sent', name: 'film.mp4', mediaType: 'video/mp4' },
    status: { phase: 'file-needed', by: 'permission' },
  }),
  transferOf({ key: 'sent 2', direction: 'sent', status: { phase: 'file-needed', by: 'choice' } }),
];
