// Where things lie in the checkout.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

export const program = process.env.DENGYUN_PROGRAM ?? join(checkout, 'build/dengyun');
export const screenshots = join(checkout, 'build/screenshots');
export const pictures = join(checkout, 'build/pictures');
