/** How a file that comes lies in what browsers give a site for itself: a folder for each, named by its mark, and in it these. */

export const FOLDER = 'parley-files';
/** A `FileAbout` as JSON. */
export const ABOUT = 'about';
/** Its blocks, one after the other. */
export const DATA = 'data';
/** The hash of each block, one after the other: what has none here was not written. */
export const HASHES = 'hashes';
/** All of it is there, and was verified. */
export const WHOLE = 'whole';
/** SHA-256 in hexadecimal. */
export const HASH_LENGTH = 64;
