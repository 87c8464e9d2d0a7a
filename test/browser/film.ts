// A film of a label: what Chromium's camera shows in a test.
import { writeFileSync } from 'node:fs';
import { encode } from 'uqr';

// Grey frames in 4:2:0.
export function filmOf(text: string, path: string): void {
  const [width, height] = [640, 480];
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const scale = Math.floor(height / size);
  const left = Math.floor((width - size * scale) / 2);
  const luminance = Buffer.alloc(width * height, 200);
  for (let y = 0; y < size * scale; y += 1)
    for (let x = 0; x < size * scale; x += 1)
      luminance[y * width + left + x] = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] ? 16 : 235;
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luminance, Buffer.alloc((width * height) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`);
  writeFileSync(path, Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]));
}

// The arguments of a Chromium whose camera sees the film.
export const cameraOf = (film: string) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];
