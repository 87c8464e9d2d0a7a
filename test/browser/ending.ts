// The pages on which an order comes to its end: lots are inspected and rejected, taken at a lower price or frozen until the
// arbiter divides their value, sent back, settled; and where the money is. For the test of each of them and for the whole story.
import { expect } from 'vitest';
import type { Language } from '@/kit/i18n';
import { texts as inspectionTexts } from '@/modules/inspections/texts';
import { texts as moneyTexts } from '@/modules/money/texts';
import { nextTexts } from '@/modules/orders/next-texts';
import { texts as qualityTexts } from '@/modules/orders/quality-texts';
import { texts as returnTexts } from '@/modules/returns/texts';
import type { Story, Task } from './story';
import type { Visitor } from './visitor';

const words = {
  zh: {
    agree: '同意',
    reject: '判拒收',
    escalate: '提请裁决',
    settle: '结算',
    resume: '开始返工',
    why: '涂层太薄',
  },
  en: {
    agree: 'Agree',
    reject: 'Reject',
    escalate: 'Ask for a decision',
    settle: 'Settle',
    resume: 'Begin rework',
    why: 'Coating too thin',
  },
};

export class EndingPages {
  constructor(
    private readonly visitor: Visitor,
    private readonly story: Story,
    private readonly language: Language,
    private readonly password: string,
  ) {}

  // A lot fails its inspection by the operator, and is with its workshop as rework that has begun.
  async rework(lot: Task, bad: number): Promise<void> {
    const { visitor } = this;
    const next = nextTexts[this.language];
    await visitor.enter('operator', this.password);
    await visitor.open(`/work/${lot.id}`);
    await visitor.sees(next.task_reported_customer);
    await this.inspect(bad);
    await this.reject();
    await visitor.look('lot-rejected');
    await visitor.enter(this.story.loginOf(lot), this.password);
    await visitor.open(`/work/${lot.id}`);
    await visitor.sees(next.task_rework_workshop);
    await visitor.look('rework');
    await visitor.press(words[this.language].resume);
    await visitor.page.locator('.report-form').waitFor();
  }

  // A delivery that is not right is taken for so many yuan less: the supplier offers it, the buyer agrees.
  async concede(buyer: string, bad: number, yuan: number): Promise<void> {
    const { visitor } = this;
    const word = words[this.language];
    await this.openOrder(buyer);
    await this.inspect(bad);
    const lot = visitor.path();
    await visitor.enter('operator', this.password);
    await visitor.open(lot);
    await visitor.press(inspectionTexts[this.language].concede);
    await visitor.fill({ price_cut: String(yuan) });
    await visitor.page.locator('.ant-drawer #reason').fill(word.why);
    await visitor.submit();
    await visitor.waitUntilGone('.ant-drawer-content');
    await visitor.enter(buyer, this.password);
    await visitor.open(lot);
    await visitor.page.locator('.concessions li').waitFor();
    await visitor.look('concession');
    await visitor.press(word.agree);
    await visitor.page.locator('.figures').first().waitFor();
  }

  async refuse(buyer: string, bad: number): Promise<void> {
    await this.openOrder(buyer);
    await this.inspect(bad);
    await this.reject();
  }

  // The buyer asks for a decision, is not content with it, and what is decided then is final: half each.
  async decide(buyer: string): Promise<void> {
    const { visitor, story } = this;
    const { escalate, why } = words[this.language];
    const { appeal } = moneyTexts[this.language];
    const { escrow_id } = await story.order();
    const openEscrow = async () => {
      await visitor.enter(buyer, this.password);
      await visitor.open(`/escrows/${escrow_id}`);
    };
    await openEscrow();
    await visitor.press(escalate);
    await visitor.page.getByRole('button', { name: escalate }).waitFor({ state: 'detached' });
    await visitor.look('decision-asked');
    await this.arbitrate(escrow_id);
    await openEscrow();
    await visitor.press(appeal);
    await visitor.fill({ reason: why });
    await visitor.submit();
    await visitor.waitUntilGone('.ant-modal');
    await visitor.page.getByRole('button', { name: appeal }).waitFor({ state: 'detached' });
    await visitor.look('appealed');
    await this.arbitrate(escrow_id);
    await visitor.enter(buyer, this.password);
  }

  // Pieces of the first delivery go back to the workshop that sent them, and are credited.
  async giveBack(buyer: string, pieces: number): Promise<void> {
    const { visitor, story } = this;
    await this.openOrder(buyer);
    await visitor.page.locator('a[href^="/returns/new"]').last().click();
    await visitor.fill({ quantity: String(pieces) });
    await visitor.page.locator('#reason').fill(words[this.language].why);
    await visitor.look('return');
    await visitor.submit();
    await visitor.page.waitForURL((url) => /^\/returns\/\d+$/.test(url.pathname));
    const path = `/api/v1${visitor.path()}`;
    const { supplier_id } = await story.buyer.get<{ supplier_id: string }>(path);
    const owner = await story.ownerOf({ workshop_id: supplier_id });
    await owner.act(path, 'approve');
    await story.buyer.post(`${path}/sending/actions`, { carrier: null, tracking_number: 'SF 7' });
    await owner.act(path, 'receive');
    await owner.act(path, 'credit');
    await visitor.page.reload();
    await visitor.sees(returnTexts[this.language].turn_done_own);
    await visitor.look('credited');
  }

  async settle(buyer: string): Promise<void> {
    const { visitor } = this;
    const { settle } = words[this.language];
    await this.openOrder(buyer);
    await visitor.sees(nextTexts[this.language].order_settling_buyer);
    await visitor.look('settle');
    await visitor.press(settle);
    await visitor.page.getByRole('button', { name: settle, exact: true }).waitFor({ state: 'detached' });
    await visitor.look('settled');
  }

  // What the places show adds up to the price.
  async whereTheMoneyIs(stage: string): Promise<void> {
    const { visitor } = this;
    const { escrow_id, price } = await this.story.order();
    await visitor.open(`/escrows/${escrow_id}`);
    await visitor.page.locator('.money-place .money').first().waitFor();
    const shown = await visitor.page.locator('.money-place .money').allInnerTexts();
    const fen = shown.map((each) => Math.round(Number(each.replace(/[^\d.-]/g, '')) * 100));
    const sum = fen.reduce((all, each) => all + each, 0);
    expect(sum, stage).toBe(price);
    await visitor.look(`money-${stage}`);
  }

  // Why a workshop's score is what it is names the lot.
  async score(lot: Task): Promise<void> {
    const { visitor } = this;
    await visitor.enter(this.story.loginOf(lot), this.password);
    await visitor.open('/score');
    await visitor.page.locator('.score-reasons li').filter({ hasText: lot.lot_number }).first().waitFor();
    await visitor.look('score');
  }

  private async openOrder(login: string): Promise<void> {
    await this.visitor.enter(login, this.password);
    await this.visitor.open(this.story.page);
  }

  private async arbitrate(escrow: string): Promise<void> {
    const { visitor } = this;
    await visitor.enter('operator', this.password);
    await visitor.open('/escrows?side=disputes');
    const row = visitor.page.locator('.rows tr', {
      has: visitor.page.locator(`a[href="/escrows/${escrow}"]`),
    });
    await row.getByRole('button', { name: moneyTexts[this.language].decide }).click();
    await visitor.fill({ decision: words[this.language].why });
    await visitor.look('decision');
    await visitor.submit();
    await visitor.waitUntilGone('.ant-modal');
  }

  // A sample of the lot in front is looked at, and this many pieces of it are not right.
  private async inspect(bad: number): Promise<void> {
    const { visitor } = this;
    await visitor.page.getByRole('button', { name: qualityTexts[this.language].begin }).click();
    await visitor.page.locator('.ant-drawer .notice').waitFor();
    await visitor.submit();
    await visitor.page.waitForURL((url) => url.pathname.startsWith('/inspections/'));
    await visitor.fill({ nonconforming: String(bad) });
    await visitor.page.locator('#defects_0_characteristic').fill(words[this.language].why);
    await visitor.page.locator('#defects_0_pieces').fill(String(bad));
    await visitor.submit();
    await visitor.page.locator('.found-defects li').waitFor();
  }

  private async reject(): Promise<void> {
    const { visitor } = this;
    const { reject, why } = words[this.language];
    await visitor.press(reject);
    await visitor.fill({ reason: why });
    await visitor.submit();
    await visitor.page.locator('.found-defects').waitFor();
    await visitor.waitUntilGone('.ant-modal');
    await visitor.page.getByRole('button', { name: reject }).waitFor({ state: 'detached' });
  }
}
