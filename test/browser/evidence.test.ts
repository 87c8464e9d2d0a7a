// Goal: who gives work out says by a page how far machines and reports may differ: the rule that counts is shown in plain
// words, a new version is made of it with the server's objection beside its field, and the versions stay to be seen. In both
// languages, on a desk and on a phone.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Language } from '@/kit/i18n';
import { texts } from '@/modules/evidence/texts';
import { demonstrationPassword, startPlatform, type Platform } from './platform';
import { startBrowser, Visitor, type Device } from './visitor';

let platform: Platform;
let browser: Browser;
let password: string;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await startBrowser();
  password = await demonstrationPassword(platform);
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const walks: { language: Language; device: Device; version: number; missing: string }[] = [
  { language: 'zh', device: 'phone', version: 1, missing: '8' },
  { language: 'en', device: 'desk', version: 2, missing: '6.5' },
];

describe.each(walks)(
  'the rule of evidence, $language on a $device',
  ({ language, device, version, missing }) => {
    const text = texts[language];
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = await Visitor.arrive(
        browser,
        platform.address,
        language,
        device,
        `evidence-${language}-${device}`,
      );
      await visitor.enter('operator', password);
    });
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await visitor.picture('failure');
    });
    afterAll(async () => {
      await visitor.leave();
      expect(visitor.failures).toEqual([]);
    });

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
