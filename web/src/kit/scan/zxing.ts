// ZXing's reader over frames of a video.
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';
import type { Detector } from './detector';

// Codes are read as well from a smaller picture, and much faster.
const edgeMax = 800;

function luminance(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(pixels.length / 4);
  for (let i = 0; i < grey.length; i += 1) {
    const at = i * 4;
    grey[i] = ((pixels[at] ?? 0) * 299 + (pixels[at + 1] ?? 0) * 587 + (pixels[at + 2] ?? 0) * 114) / 1000;
  }
  return grey;
}

export function createReader(): Detector {
  const reader = new MultiFormatReader();
  reader.setHints(
    new Map([
      [
        DecodeHintType.POSSIBLE_FORMATS,
        [
          BarcodeFormat.QR_CODE,
          BarcodeFormat.DATA_MATRIX,
          BarcodeFormat.CODE_128,
          BarcodeFormat.CODE_39,
          BarcodeFormat.EAN_13,
          BarcodeFormat.EAN_8,
          BarcodeFormat.ITF,
        ],
      ],
    ]),
  );
  // About one QR code in fourteen has a pattern among its modules that misleads the search for corners; where it is seen
  // straight, its grid alone is enough.
  const straight = new QRCodeReader();
  const read = (bitmap: BinaryBitmap) => {
    try {
      return reader.decodeWithState(bitmap);
    } catch {
      return straight.decode(bitmap, new Map([[DecodeHintType.PURE_BARCODE, true]]));
    }
  };
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    if (!context || video.videoWidth === 0) return Promise.resolve(null);
    const scale = Math.min(1, edgeMax / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const source = new RGBLuminanceSource(luminance(data), canvas.width, canvas.height);
    try {
      return Promise.resolve(read(new BinaryBitmap(new HybridBinarizer(source))).getText());
    } catch {
      return Promise.resolve(null); // no code in this frame, or half of one: the next may do
    } finally {
      reader.reset();
    }
  };
}
