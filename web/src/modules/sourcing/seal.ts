// Seals a bid on this device, byte for byte as the server's modules/sourcing/bids/seal.h states it. No WebCrypto: that one
// is missing where a workshop opens the page by http.
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export type Sealed = { key: string; sealed: string; commitment: string };

const keyBytes = 32;
const nonceBytes = 24;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function bindingOf(rfx: string, bidder: string): string {
  return `dengyun-bid-v1\n${rfx}\n${bidder}`;
}

export function sealWith(
  key: Uint8Array,
  nonce: Uint8Array,
  rfx: string,
  bidder: string,
  document: string,
): Sealed {
  const binding = utf8ToBytes(bindingOf(rfx, bidder));
  const content = utf8ToBytes(document);
  const cipher = xchacha20poly1305(key, nonce, binding).encrypt(content);
  return {
    key: toBase64(key),
    sealed: toBase64(concatBytes(nonce, cipher)),
    commitment: bytesToHex(sha256(concatBytes(binding, utf8ToBytes('\n'), key, content))),
  };
}

export function seal(rfx: string, bidder: string, document: string): Sealed {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  return sealWith(random(keyBytes), random(nonceBytes), rfx, bidder, document);
}
