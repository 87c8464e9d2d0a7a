// Goal: who gives work out says by a page how far machines and reports may differ: the rule that counts is shown in plain
// words, a new version is made of it with the server's objection beside its field, and the versions stay to be seen. In both
// languages, on a desk and on a phone.
import { describe, it } from 'vitest';
import type { Language } from '@/kit/i18n';
import { texts } from '@/modules/evidence/texts';
import { openFloor, walkThrough } from './floor';
import type { Device, Visitor } from './visitor';

const floor = openFloor();

const walks: { language: Language; device: Device; version: number; missing: string }[] = [
  { language: 'zh', device: 'phone', version: 1, missing: '8' },
  { language: 'en', device: 'desk', version: 2, missing: '6.5' },
];

describe.each(walks)(
  'the rule of evidence, $language on a $device',
  ({ language, device, version, missing }) => {
    const text = texts[language];
    let visitor: Visitor;
    const arrival = { name: 'evidence', language, device, login: 'operator' };
    walkThrough(floor, arrival, (arrived) => (visitor = arrived));

    it('is shown', async () => {
      await visitor.open('/evidence-rule');
      await visitor.sees(text.version(version - 1));
      await visitor.sees(text.missing);
      await visitor.look('rule');
    });

    it('is not changed into one that contradicts itself', async () => {
      await visitor.fill({ running_ppm_min: '40', busy_ppm_min: '30' });
      await visitor.submit();
      await visitor.page.locator('.ant-form-item-has-error').filter({ hasText: text.busy }).waitFor();
      await visitor.look('refused');
    });

    it('has a next version, which counts', async () => {
      await visitor.fill({
        running_ppm_min: '3',
        busy_ppm_min: '30',
        cycles_missing_ppm_max: missing,
        note: `v${version}`,
      });
      await visitor.submit();
      await visitor.page
        .locator('.panel-hint')
        .filter({ hasText: text.version(version) })
        .waitFor();
      await visitor.page
        .locator('.fact')
        .filter({ hasText: `${missing} %` })
        .waitFor();
      await visitor.sees(`v${version}`);
      await visitor.look('versions');
    });
  },
);
