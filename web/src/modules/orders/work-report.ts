// Sends a work report that was written earlier, perhaps without a network.
import { api, unwrap } from '@/kit/api';
import type { Sender } from '@/kit/offline';

// Quantities in milli, all as text: it may have been kept on the device.
export async function postReport(payload: Record<string, string>, key: string): Promise<string> {
  const posted = await unwrap(
    api.POST('/api/v1/operation-tasks/{id}/reports', {
      params: { path: { id: payload.task ?? '' }, header: { 'Idempotency-Key': key } },
      body: {
        revision_id: payload.revision_id ?? '',
        good: Number(payload.good ?? 0),
        rework: Number(payload.rework ?? 0),
        scrap: Number(payload.scrap ?? 0),
        is_final: payload.is_final === 'true',
        from_rework: payload.from_rework === 'true',
      },
    }),
  );
  return posted.id;
}

export const workReport: Sender = async ({ payload }, step) => {
  await step('report', (key) => postReport(payload, payload.key ?? key));
};
