// Goal: our labels are read wherever they were printed, and nothing else is taken for one.
import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { BinaryBitmap, BitMatrix, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { labelAddress, readLabel } from '../label';

it('reads what it writes', () => {
  const address = labelAddress('https://dengyun.example', 'certificate', '91400263412429698');
  expect(readLabel(address)).toEqual({ kind: 'document', entity: 'certificate', id: '91400263412429698' });
  // Printed before the platform moved.
  expect(readLabel('http://10.0.0.8:8080/open/enterprise/7').kind).toBe('document');
});

it('takes everything else for a text to look for', () => {
  for (const text of [
    '6901234567892',
    'https://dengyun.example/directory/7',
    'https://dengyun.example/open/enterprise/07',
    'https://dengyun.example/open/../7',
    'javascript:alert(1)',
  ])
    expect(readLabel(text)).toEqual({ kind: 'text', text });
  expect(readLabel('x'.repeat(500))).toEqual({ kind: 'text', text: 'x'.repeat(200) });
});

it('makes codes that the reader understands', () => {
  const address = labelAddress('https://dengyun.example', 'enterprise', '91400263412429698');
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const scale = 4;
  const edge = size * scale;
  const grey = new Uint8ClampedArray(edge * edge).map((_, i) => {
    const x = Math.floor((i % edge) / scale);
    const y = Math.floor(i / edge / scale);
    return data[y]?.[x] ? 0 : 255;
  });
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, edge, edge)));
  expect(bitmap.getBlackMatrix()).toBeInstanceOf(BitMatrix);
  expect(new QRCodeReader().decode(bitmap).getText()).toBe(address);
});
