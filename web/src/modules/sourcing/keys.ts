// The keys of one's sealed bids, in this browser. Each bidder has one for each RFQ; a new seal has a new key. What was
// sealed is kept beside it, so that its owner can look at it and change it.
export type KeptKey = { key: string; commitment: string; document: string };

const prefix = 'dengyun.bid-key.';
const nameOf = (rfx: string, bidder: string) => `${prefix}${rfx}.${bidder}`;

export function keepKey(rfx: string, bidder: string, kept: KeptKey): boolean {
  try {
    localStorage.setItem(nameOf(rfx, bidder), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function readKept(text: string | null): KeptKey | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<KeptKey> | null;
    if (typeof value?.key !== 'string' || typeof value.commitment !== 'string') return null;
    return { key: value.key, commitment: value.commitment, document: value.document ?? '{}' };
  } catch {
    return null;
  }
}

export function keptKey(rfx: string, bidder: string): KeptKey | null {
  try {
    return readKept(localStorage.getItem(nameOf(rfx, bidder)));
  } catch {
    return null;
  }
}

// A file that opens the bid on any other device.
export function saveKeyFile(name: string, kept: KeptKey): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(kept, null, 2)], { type: 'application/json' }));
  link.download = `${name}.key.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
