// The pages on which a need becomes an order: posted, answered with options, accepted, paid, released. For the test of each of
// them and for the whole story.
import type { Language } from '@/kit/i18n';
import { texts } from '@/modules/orders/texts';
import type { Visitor } from './visitor';

const words = {
  zh: { accept: '接受', fund: '支付托管', release: '下达生产' },
  en: { accept: 'Accept', fund: 'Fund', release: 'Release' },
};

export type Need = { item: string; pieces: number; due: string };

export class NeedPages {
  constructor(
    private readonly visitor: Visitor,
    private readonly language: Language,
    private readonly password: string,
  ) {}

  // Answers the order's page.
  async post(buyer: string, { item, pieces, due }: Need): Promise<string> {
    const { visitor, language } = this;
    await visitor.enter(buyer, this.password);
    await visitor.open('/orders/new');
    await visitor.chooseFrom('item_id', item, item);
    await visitor.chooseOneOf('revision_id', 'A');
    await visitor.fill({ quantity: String(pieces) });
    await visitor.chooseDate('due_on', due);
    await visitor.chooseOneOf('site_id', '厂');
    await visitor.look('need');
    await visitor.submit();
    await visitor.page.waitForURL((url) => /^\/orders\/\d+$/.test(url.pathname));
    await visitor.sees(texts[language].waitingForQuote);
    await visitor.look('posted');
    return visitor.path();
  }

  // By the operator, on the board.
  async quote(order: string): Promise<void> {
    const { visitor, language } = this;
    await visitor.enter('operator', this.password);
    await visitor.open('/board');
    const line = visitor.page.locator('.board-lines li', { has: visitor.page.locator(`a[href="${order}"]`) });
    await line.waitFor();
    await visitor.look('board');
    await line.getByRole('button', { name: texts[language].quote }).click();
    await line.waitFor({ state: 'detached' });
  }

  async compare(buyer: string, order: string): Promise<void> {
    const { visitor } = this;
    await visitor.enter(buyer, this.password);
    await visitor.open(order);
    await visitor.page.locator('.option').nth(1).waitFor();
    await visitor.page.locator('.route-map .route-stop').first().waitFor();
    await visitor.page.locator('.option').first().scrollIntoViewIfNeeded();
    await visitor.look('options');
  }

  // The option in front.
  async acceptAndPay(): Promise<void> {
    const { visitor } = this;
    const { accept, fund } = words[this.language];
    await visitor.page.locator('.option').first().getByRole('button', { name: accept }).click();
    await visitor.page.locator('.ant-modal-confirm-btns').getByRole('button', { name: accept }).click();
    await visitor.waitUntilGone('.ant-modal-confirm');
    await visitor.press(fund);
    await visitor.page.getByRole('button', { name: fund }).waitFor({ state: 'detached' });
    await visitor.look('funded');
  }

  async release(order: string): Promise<void> {
    const { visitor } = this;
    const { release } = words[this.language];
    await visitor.enter('operator', this.password);
    await visitor.open(order);
    await visitor.press(release);
    await visitor.page.getByRole('button', { name: release }).waitFor({ state: 'detached' });
    await visitor.page.locator('.timeline-bar').first().waitFor();
    await visitor.look('released');
  }
}
