// Reads QR and bar codes out of a video: by the browser's own BarcodeDetector where it has one, else by a library that is
// loaded only then.
export type Detector = (video: HTMLVideoElement) => Promise<string | null>;

type NativeCode = { rawValue: string };
type NativeDetector = { detect: (source: HTMLVideoElement) => Promise<NativeCode[]> };
type NativeClass = {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats: () => Promise<string[]>;
};

const formats = ['qr_code', 'data_matrix', 'code_128', 'code_39', 'ean_13', 'ean_8', 'itf', 'upc_a'];

async function nativeDetector(): Promise<Detector | null> {
  const found = (globalThis as { BarcodeDetector?: NativeClass }).BarcodeDetector;
  if (!found) return null;
  const supported = (await found.getSupportedFormats()).filter((format) => formats.includes(format));
  if (!supported.includes('qr_code')) return null;
  const detector = new found({ formats: supported });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

async function libraryDetector(): Promise<Detector> {
  const { createReader } = await import('./zxing');
  return createReader();
}

export async function makeDetector(): Promise<Detector> {
  try {
    return (await nativeDetector()) ?? (await libraryDetector());
  } catch {
    return libraryDetector();
  }
}
