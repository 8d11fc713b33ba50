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

/** A JPEG of 120 by 72, of a hill and the sun. */
const HILL = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWG',
  'kJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk',
  'pKSkpKSkpKSkpKSkpKT/wAARCABIAHgDASIAAhEBAxEB/8QAGQABAQEBAQEAAAAAAAAAAAAAAAIFAQQD/8QAJRABAQACAQME',
  'AQUAAAAAAAAAAAECAxESMWEEIUFRBSJSkaHB/8QAGAEBAAMBAAAAAAAAAAAAAAAAAAECAwT/xAAcEQEAAwEBAQEBAAAAAAAA',
  'AAAAAQIRAxIhBDH/2gAMAwEAAhEDEQA/APiA3c4AAAAAAAAPr6bTd+6YTt3yvhsadOGnDpwx4+781j07RT40pzmzCG5v9Pr3',
  'zjOe/wC6d2Nt15atmWGXefRz6xcvSaoAbMwAAC3hCXLeCXlIz9zq/n4scl5daROqfwAShofibOds59/b2/losLRty07Znj8d',
  '59z6aun1mnbhzc5hfmZXjhw9+c+vUOnlaMx6GV+UsvqZxe2M5/t7N/rtWqfps2ZfWN/1k555bM7lnecr3q35+cxPqUdbRmQk',
  'B2OcAt4QFvCLeS3mjK1taxGACqwqXlItE4rMasJeRqzAEoAAAAeZ2ZWdpHByNVdd8HXfCQ01XXfB13wkNNV13wdd8JDTXblb',
  'OLI4AAAAAAAAAAAAAAAAAAAAAAAP/9k=',
].join('');

/** A picture, of which a small one is seen before it is accepted. */
export const PREVIEWED: readonly FileTransfer[] = [
  transferOf({ key: 'received 1', name: 'hill.jpg', mediaType: 'image/jpeg', preview: HILL }),
];
