// Sends a photo that was taken earlier, perhaps without a network: the file, then the certificate that it is the scan of.
import { api, createRow, unwrap } from '@/kit/api';
import type { Sender } from '@/kit/offline';
import { wallOf } from '@/kit/time-zone';

export const subjects = ['machine', 'place', 'certificate'] as const;
export type Subject = (typeof subjects)[number];

// "注塑机 3 号 2026-03-01 08.30.jpg": what people look for it by. No path parts, no signs that a file system refuses.
export function fileNameOf(title: string, at: number, zone: string): string {
  const [day = '', time = ''] = wallOf(at, zone).slice(0, 16).replace(':', '.').split('T');
  const words = title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ');
  return `${words.trim().slice(0, 120)} ${day} ${time}.jpg`;
}

export const photograph: Sender = async (action, step) => {
  const { photo, payload } = action;
  if (!photo) throw new Error('the photo is gone');
  const fileId = await step('file', async (key) => {
    const stored = await unwrap(
      api.POST('/api/v1/files', {
        params: { query: { name: payload.name ?? 'photo.jpg' } },
        headers: { 'Content-Type': photo.type || 'image/jpeg', 'Idempotency-Key': key },
        body: photo as unknown as string,
        bodySerializer: () => photo,
      }),
    );
    return stored.id;
  });
  if (payload.subject !== 'certificate') return;
  await step('certificate', async (key) => {
    const { kind, number, issuer, expires_on } = payload;
    const body = { kind, number, issuer, ...(expires_on ? { expires_on } : {}), file_id: fileId };
    return (await createRow('/api/v1/certificates', body, key)).id;
  });
};
