/**
 * The few globals that browsers and Node share and that the protocol may use. Declaring just these, rather than
 * including the DOM or Node libraries, keeps anything else from compiling here.
 */
declare const crypto: {
  getRandomValues<T extends Uint8Array>(array: T): T;
  readonly subtle: SubtleCrypto;
};
interface CryptoKey {
  readonly type: string;
}
interface SubtleCrypto {
  digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer>;
  importKey(
    format: 'raw',
    keyData: Uint8Array,
    algorithm: 'HKDF' | 'PBKDF2' | 'AES-GCM' | { readonly name: 'ECDH'; readonly namedCurve: 'P-256' },
    extractable: boolean,
    usages: string[],
  ): Promise<CryptoKey>;
  generateKey(
    algorithm: { readonly name: 'ECDH'; readonly namedCurve: 'P-256' },
    extractable: boolean,
    usages: string[],
  ): Promise<{ readonly publicKey: CryptoKey; readonly privateKey: CryptoKey }>;
  exportKey(format: 'raw', key: CryptoKey): Promise<ArrayBuffer>;
  deriveBits(algorithm: object, baseKey: CryptoKey, length: number): Promise<ArrayBuffer>;
  deriveKey(
    algorithm: object,
    baseKey: CryptoKey,
    derivedKeyType: object,
    extractable: boolean,
    usages: string[],
  ): Promise<CryptoKey>;
  encrypt(algorithm: object, key: CryptoKey, data: Uint8Array): Promise<ArrayBuffer>;
  decrypt(algorithm: object, key: CryptoKey, data: Uint8Array): Promise<ArrayBuffer>;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array | ArrayBuffer): string;
}
declare class URL {
  constructor(url: string);
  readonly hash: string;
  readonly hostname: string;
  readonly href: string;
  readonly password: string;
  readonly protocol: string;
  readonly username: string;
}
declare function btoa(binary: string): string;
declare function atob(base64: string): string;
