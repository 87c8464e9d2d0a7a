// What a device of the floor is doing: the meaning of its state, or that nobody knows.
import type { FloorDevice } from '@/kit/api';

export const doingOf = (device: FloorDevice): string =>
  device.is_silent ? 'unknown' : (device.state?.meaning ?? 'unknown');
