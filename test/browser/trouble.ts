// The pages on which trouble is told and put right: a workshop declines, a machine stands still, the board says what changes,
// operator and buyer agree. For the test of each of them and for the whole story.
import type { Language } from '@/kit/i18n';
import { texts as capacityTexts } from '@/modules/capacity/texts';
import { boardTexts } from '@/modules/orders/board-texts';
import { nextTexts } from '@/modules/orders/next-texts';
import type { Story, Task } from './story';
import type { Visitor } from './visitor';

const words = {
  zh: { decline: '谢绝', agree: '同意成本变化', accept: '接受', why: '炉子坏了，交不了' },
  en: { decline: 'Decline', agree: 'Agree to the cost', accept: 'Accept', why: 'The line is down' },
};

export type Change = {
  id: string;
  purpose: string;
  price_change: number;
  promise_at: string;
  needs_buyer: boolean;
  status: string;
};

export class TroublePages {
  constructor(
    private readonly visitor: Visitor,
    private readonly story: Story,
    private readonly language: Language,
    private readonly password: string,
  ) {}

  async decline(task: Task): Promise<void> {
    const { visitor } = this;
    const word = words[this.language];
    await visitor.enter(this.story.loginOf(task), this.password);
    await visitor.open(`/work/${task.id}`);
    await visitor.press(word.decline);
    await visitor.fill({ reason: word.why });
    await visitor.submit();
    await visitor.sees(nextTexts[this.language].task_lost_workshop);
    await visitor.look('declined');
  }

  // The machine that a task is planned on.
  async stop(task: Task): Promise<void> {
    const { visitor } = this;
    const text = capacityTexts[this.language];
    await visitor.enter(this.story.loginOf(task), this.password);
    await visitor.open(`/machines/${task.machine_id}`);
    await visitor.press(text.stop);
    await visitor.page.locator('.ant-modal-confirm-btns').getByRole('button', { name: text.stop }).click();
    await visitor.waitUntilGone('.ant-modal-confirm');
    await visitor.sees(text.unavailable);
    await visitor.look('stopped');
  }

  // On the board, to the change that answers both troubles. Answers the change.
  async agree(): Promise<Change> {
    const { visitor, story } = this;
    const { agree } = words[this.language];
    const { declined, machine } = boardTexts[this.language];
    await visitor.enter('operator', this.password);
    await visitor.open('/board');
    const card = visitor.page.locator('.panel', {
      has: visitor.page.locator(`.panel-head a[href="${story.page}"]`),
    });
    // The answer to the decline alone may have come first: the one to both takes its place.
    for (const trouble of [declined, machine]) await card.getByText(trouble).first().waitFor();
    await card.locator('.moved-lots li').nth(1).waitFor();
    await card.scrollIntoViewIfNeeded();
    await visitor.look('board');
    const { items } = await story.buyer.get<{ items: Change[] }>(`${story.path}/options`);
    const change = items.find(({ purpose, status }) => purpose === 'change' && status === 'open');
    if (!change) throw new Error('no change was proposed');
    const button = card.getByRole('button', { name: agree, exact: true });
    await button.click();
    await button.waitFor({ state: 'detached' });
    await visitor.look('agreed');
    return change;
  }

  async accept(buyer: string): Promise<void> {
    const { visitor } = this;
    const { accept } = words[this.language];
    await visitor.enter(buyer, this.password);
    await visitor.open(this.story.page);
    await visitor.sees(nextTexts[this.language].order_change_yours);
    await visitor.look('asked');
    await visitor.page.locator('.moved-lots').scrollIntoViewIfNeeded();
    await visitor.look('moved');
    await visitor.press(accept);
    await visitor.page.locator('.ant-modal-confirm-btns').getByRole('button', { name: accept }).click();
    await visitor.page.locator('.moved-lots').waitFor({ state: 'detached' });
    await visitor.look('changed');
  }
}
