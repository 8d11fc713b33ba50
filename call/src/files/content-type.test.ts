import { expect, it } from 'vitest';
import { contentType, isProgramType } from './content-type.ts';
import { describeFile } from './file-description.ts';

const of = (start: string) =>
  contentType(new Blob([Uint8Array.from(start, (character) => character.charCodeAt(0))]));

it.each([
  ['\x89PNG\r\n\x1a\n\0', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', 'audio/vnd.wave'],
  ['\0\0\0\x18ftypmp42', 'video/mp4'],
  ['\0\0\0\x18ftypavif', 'image/avif'],
  ['%PDF-1.7', 'application/pdf'],
  ['PK\x03\x04\x14', 'application/zip'],
  ['MZ\x90\0', 'application/vnd.microsoft.portable-executable'],
  ['\x7fELF\x02', 'application/x-elf'],
  ['\xcf\xfa\xed\xfe', 'application/x-mach-binary'],
  ['#!/bin/sh', 'application/x-sh'],
  ['\xef\xbb\xbf\n<!DOCTYPE html>', 'text/html'],
  ['<!-- x --><script>', 'text/html'],
  ['<?xml version="1.0"?>\n<svg xmlns', 'image/svg+xml'],
  ['[Desktop Entry]\nType', 'application/x-desktop'],
  ['hello', undefined],
  ['<note>', undefined],
  ['', undefined],
])('What begins with %j is %s', async (start, type) => {
  expect(await of(start)).toBe(type);
});

it.each([
  ['holiday.jpg', 'image/jpeg', 'hello', ''],
  ['film.webm', 'video/webm', 'hello', ''],
  ['a.pdf', 'application/pdf', 'powershell -enc', ''],
  ['holiday.jpg', 'image/jpeg', 'PK\x03\x04', 'application/zip'],
  ['holiday.jpg', 'image/jpeg', '\xff\xd8\xff', 'image/jpeg'],
  ['notes.txt', 'text/plain', 'hello', 'text/plain'],
  [
    'a.odt',
    'application/vnd.oasis.opendocument.text',
    'PK\x03\x04',
    'application/vnd.oasis.opendocument.text',
  ],
  ['a.webm', 'video/webm', '\x1a\x45\xdf\xa3', 'video/webm'],
  ['a.webm', 'video/webm', 'PK\x03\x04', 'application/zip'],
  ['a', '', 'PK\x03\x04', 'application/zip'],
])('%s, by its name %j, with %j in it, is said to be %j', async (name, type, start, told) => {
  const file = new File([Uint8Array.from(start, (character) => character.charCodeAt(0))], name, { type });
  expect(await describeFile(file)).toEqual({ mediaType: told });
});

it('What can run is known by its type, whatever it is called', async () => {
  expect(isProgramType((await of('MZ')) ?? '')).toBe(true);
  expect(isProgramType((await of('%PDF-')) ?? '')).toBe(false);
});

it('What cannot be read has no type', async () => {
  const file = Object.assign(new Blob(), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error('no')) }),
  });
  expect(await contentType(file as unknown as Blob)).toBeUndefined();
});

it('however many comments stand before it, reading takes a moment', async () => {
  const comments = '<!---->'.repeat(140);
  expect(await of(`${comments}x`)).toBeUndefined();
  expect(await of(`${comments}<svg `)).toBe('image/svg+xml');
  expect(await of(`${comments}<html>`)).toBe('text/html');
});
