// What is to be done now: for the two sides of an order, and of a task.
import { defineTexts } from '@/kit/i18n';

type Order = { open: string; quoted: string; guarantee: string };
type Task = { answer: string; start: string; end: string; missing: string };

export const nextTexts = defineTexts(
  {
    yours: '现在请您',
    others: '现在',
    and: '、',
    order_draft_buyer: '等平台报价，有方案时会通知您。九十天没有报价，需求自动撤下。',
    order_draft_supplier: '核对图纸和工艺，求解方案。九十天没有报价，需求自动撤下。',
    order_quoted_buyer: ({ quoted }: Order) =>
      `比较并接受一个方案。到 ${quoted} 没有接受，报价失效，预留的产能放开。`,
    order_quoted_supplier: ({ quoted }: Order) =>
      `等买方选方案。到 ${quoted} 没有接受，报价失效，预留的产能放开。`,
    order_accepted_buyer: '支付托管。三天内没有支付，订单自动取消，产能放开。',
    order_accepted_supplier: '等买方支付托管。三天内没有支付，订单自动取消，产能放开。',
    order_funded_buyer: '等平台下达生产。七天内没有下达，订单取消，钱全部退回给您。',
    order_funded_supplier: '下达生产。七天内没有下达，订单取消，钱全部退回买方。',
    order_change_open_buyer: '生产上出了问题，平台正在另作安排；要您同意的话会请您。',
    order_change_yours: '看下面的变更，同意或谢绝。',
    order_change_agreed_supplier: '等买方同意下面的变更。',
    order_making_buyer: '正在生产，不用您做什么。有变更会请您同意，到货会请您签收。',
    order_making_supplier: '正在生产。要您处理的任务和变更在调度台上。',
    order_judging_buyer: ({ open }: Order) => `验收已到的 ${open} 件；验收合格的随即付款，其余的货还在做。`,
    order_judging_supplier: ({ open }: Order) => `等买方验收已到的 ${open} 件，其余的货还在做。`,
    order_judging_last_buyer: ({ open }: Order) =>
      `验收最后的 ${open} 件。货到齐十五天没有验收，视同全部合格并结算。`,
    order_judging_last_supplier: ({ open }: Order) =>
      `等买方验收最后的 ${open} 件。货到齐十五天没有验收，视同全部合格并结算。`,
    order_settling_buyer: '结算：没有用到的钱退回给您。货到齐十五天没有结算，自动结算。',
    order_settling_supplier: '等买方结算。货到齐十五天没有结算，自动结算。',
    order_settled_both: ({ guarantee }: Order) =>
      `已经结算，没有人要做什么。质保期到 ${guarantee}，之后质保金付给供方，订单关闭。`,
    order_closed_both: '订单已经关闭，货款两清。',
    order_ending_asked: '等对方答复提前终止。十五天内没有答复，按提出的金额终止。',
    order_ending_answer: '答复提前终止。十五天内没有答复，按对方提出的金额终止。',
    missing_inputs: '前道来料',
    missing_material: '原料',
    missing_drawing: '加工点确认图纸',
    task_planned: ({ missing }: Task) => `还不能开始，等${missing}。齐了就会派单。`,
    task_ready_workshop: '可以做了，等平台派单。',
    task_ready_customer: '派单给加工点。',
    task_offered_workshop: ({ answer }: Task) =>
      `在 ${answer} 前接单、还价或谢绝。到时没有答复，任务转给别家，并计入信用分。`,
    task_offered_customer: ({ answer }: Task) => `等加工点答复，最晚 ${answer}；到时没有答复就另行安排。`,
    task_accepted_workshop: ({ start, end }: Task) =>
      `在 ${start} 开工，${end} 前完成。过了完成时间两天还没有开工，任务收回。`,
    task_accepted_customer: ({ start }: Task) => `等加工点开工，计划 ${start}。`,
    task_running_workshop: ({ end }: Task) => `做完就报工，${end} 前完成。`,
    task_running_customer: ({ end }: Task) => `加工点正在做，计划 ${end} 前完成。`,
    task_reported_workshop: '已报工，等检验。七天没有检验，视同已检。',
    task_reported_customer: '检验报上来的货。七天没有检验，视同已检。',
    task_inspected_workshop: '等检验的结论。三天没有结论，合格的放行。',
    task_inspected_customer: '判合格、返工或报废。三天没有结论，合格的放行。',
    task_passed_workshop: '把合格品交给下一道；对方签收后付加工费。',
    task_passed_customer: '等加工点把合格品交给下一道。',
    task_rework_workshop: '开始返工。三天没有开始，视同已开始。',
    task_rework_customer: '等加工点返工。',
    task_lost_workshop: '您谢绝了，平台会交给别家；已到的来料请等平台通知去向。',
    task_expired_workshop: '没有按时答复，平台会交给别家。',
    task_revoked_workshop: '任务已收回，平台会另行安排。',
    task_scrapped_workshop: '这一批已报废，平台会安排重做。',
    task_held_workshop: '先停下，等平台通知。三十天没有通知，任务取消。',
    task_lost_customer: '重新求解未开工的工序，双方同意变更后转给别家。',
    task_held_customer: '决定继续还是取消。三十天没有决定，任务取消。',
  },
  {
    yours: 'Your turn:',
    others: 'Now:',
    and: ' and ',
    order_draft_buyer:
      'the platform works out options and tells you. After ninety days without a quote the need is withdrawn.',
    order_draft_supplier:
      'check drawing and routing, then solve options. After ninety days without a quote the need is withdrawn.',
    order_quoted_buyer: ({ quoted }: Order) =>
      `compare the options and accept one. On ${quoted} the quote lapses and the capacity is free again.`,
    order_quoted_supplier: ({ quoted }: Order) =>
      `the buyer chooses an option. On ${quoted} the quote lapses and the capacity is free again.`,
    order_accepted_buyer:
      'fund the escrow. After three days the order is cancelled and the capacity free again.',
    order_accepted_supplier:
      'the buyer funds the escrow. After three days the order is cancelled and the capacity free again.',
    order_funded_buyer:
      'the platform releases the order. After seven days without that it is cancelled and you get everything back.',
    order_funded_supplier:
      'release the order. After seven days without that it is cancelled and the buyer gets everything back.',
    order_change_open_buyer:
      'something went wrong; the platform arranges it anew and asks you where it costs time or money.',
    order_change_yours: 'look at the change below; agree or decline.',
    order_change_agreed_supplier: 'the buyer answers the change below.',
    order_making_buyer:
      'it is being made, and nothing waits for you. You will be asked about changes and to sign for what arrives.',
    order_making_supplier: 'it is being made. Tasks and changes that wait for you are on the board.',
    order_judging_buyer: ({ open }: Order) =>
      `judge the ${open} pieces that have come. What you accept is paid at once; the rest is being made.`,
    order_judging_supplier: ({ open }: Order) =>
      `the buyer judges the ${open} pieces that have come; the rest is being made.`,
    order_judging_last_buyer: ({ open }: Order) =>
      `judge the last ${open} pieces. Fifteen days after the last delivery all counts as accepted and is settled.`,
    order_judging_last_supplier: ({ open }: Order) =>
      `the buyer judges the last ${open} pieces. Fifteen days after the last delivery all counts as accepted.`,
    order_settling_buyer:
      'settle: what was not used comes back to you. Fifteen days after the last delivery it settles by itself.',
    order_settling_supplier:
      'the buyer settles. Fifteen days after the last delivery the order settles by itself.',
    order_settled_both: ({ guarantee }: Order) =>
      `settled, nothing waits for anybody. The guarantee ends on ${guarantee}; then the retention is paid and the order closed.`,
    order_closed_both: 'closed: goods and money are where they belong.',
    order_ending_asked: 'the other side answers the early end. After fifteen days it ends as proposed.',
    order_ending_answer: 'answer the early end. After fifteen days it ends as the other side proposes.',
    missing_inputs: 'the pieces of the operation before',
    missing_material: 'material',
    missing_drawing: 'the workshop to acknowledge the drawing',
    task_planned: ({ missing }: Task) => `cannot begin yet: waits for ${missing}. Then it is offered.`,
    task_ready_workshop: 'it could begin; the platform offers it to you.',
    task_ready_customer: 'offer it to the workshop.',
    task_offered_workshop: ({ answer }: Task) =>
      `accept, counter or decline by ${answer}. Without an answer the task goes to somebody else, and your score tells it.`,
    task_offered_customer: ({ answer }: Task) =>
      `the workshop answers by ${answer}; without an answer it is placed anew.`,
    task_accepted_workshop: ({ start, end }: Task) =>
      `start on ${start}, done by ${end}. Not begun two days after its planned end, the task is taken back.`,
    task_accepted_customer: ({ start }: Task) => `the workshop starts, as planned on ${start}.`,
    task_running_workshop: ({ end }: Task) => `report what is made; done by ${end}.`,
    task_running_customer: ({ end }: Task) => `the workshop is at it; planned to be done by ${end}.`,
    task_reported_workshop: 'reported, waits for its inspection. After seven days it counts as inspected.',
    task_reported_customer: 'inspect what was reported. After seven days it counts as inspected.',
    task_inspected_workshop: 'waits for the verdict. After three days what is good passes.',
    task_inspected_customer: 'pass it, or send it to rework or scrap. After three days what is good passes.',
    task_passed_workshop: 'hand the good pieces on; you are paid when the receiver has signed.',
    task_passed_customer: 'the workshop hands the good pieces on.',
    task_rework_workshop: 'begin the rework. After three days it counts as begun.',
    task_rework_customer: 'the workshop puts the pieces right.',
    task_lost_workshop:
      'you declined; the platform finds somebody else and tells you where pieces that are with you shall go.',
    task_expired_workshop: 'there was no answer in time; the platform finds somebody else.',
    task_revoked_workshop: 'the task was taken back; the platform arranges it anew.',
    task_scrapped_workshop: 'this lot is scrap; the platform has it made again.',
    task_held_workshop: 'stop, and wait for the platform. After thirty days the task is cancelled.',
    task_lost_customer:
      'solve what is open again; when both sides agree to the change it goes to somebody else.',
    task_held_customer: 'go on or cancel. After thirty days the task is cancelled.',
  },
);
