import { PROJECT } from './firestore-under-test.ts';

/** An ID token as the emulators take it: nobody has signed it. */
export function unsignedToken(uid: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(Date.now() / 1000);
  const iss = `https://securetoken.google.com/${PROJECT}`;
  const claims = { sub: uid, user_id: uid, iss, aud: PROJECT, iat: seconds, exp: seconds + 3600 };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}
