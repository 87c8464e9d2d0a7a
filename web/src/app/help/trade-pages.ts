// What the pages of orders, goods and money between firms are for.
import type { PageHelp } from './page-help';

export const tradePages: Record<string, PageHelp> = {
  '/orders': {
    zh: {
      title: '订单',
      points: [
        '从需求到结算，一张订单走六步；最上面标着现在走到哪一步，轮到您做的事有按钮。',
        '选方案时比价格、交期和风险；每个方案的产能都已预留，过了保留时间才放开。',
        '货到后先签收，再抽样检验或直接验收；收下的货有问题，可以申请退货。',
      ],
    },
    en: {
      title: 'An order',
      points: [
        'Six steps from the need to the settlement; the top tells where it is, and what is yours to do has a button.',
        'Compare options by price, date and risk. Their capacity is reserved until the time that is shown.',
        'Sign for what arrives, then inspect a sample or accept it. Goods that are not right can go back.',
      ],
    },
  },
  '/orders/new': {
    zh: {
      title: '发布需求',
      points: [
        '说清做什么、做多少、何时送到哪里。带上图纸，报价更快也更准；之后图纸换版，也会通知每个加工点。',
      ],
    },
    en: {
      title: 'Posting a need',
      points: [
        'Say what, how many, by when and where to. A drawing brings a better quote sooner; later revisions reach every workshop.',
      ],
    },
  },
  '/purchase-orders': {
    zh: {
      title: '采购订单',
      points: [
        '写好后下达，供方五天内逐行答复：接受、改条件或不接受。容差以内的改动直接生效，超出的等您决定。',
        '已生效的行可以变更：供方同意之前仍按原条款执行；每个版本改了什么，都写在“变更记录”里。',
        '供方按计划发货，您扫码签收；短少的补发，破损和不合格的重做，验收的才能开票。',
      ],
    },
    en: {
      title: 'Purchase orders',
      points: [
        'Issued, the supplier has five days to answer each line. Within the tolerances his terms hold; beyond them you decide.',
        'Lines in force can be changed: the old terms stand until the supplier agrees. What each version changed is listed.',
        'Scan what arrives. What is missing is shipped again, what is bad is made again, what is accepted may be invoiced.',
      ],
    },
  },
  '/received-orders': {
    zh: {
      title: '客户订单',
      points: [
        '先看“待答复”：可以一次全部接受，也可以逐行改数量、价格、交期或不接受。五天不答复，视为不接受。',
        '发货时填本次数量，系统生成货箱标签和交接单；能发多少，按确认数量和可多交比例算好。',
      ],
    },
    en: {
      title: 'Orders from customers',
      points: [
        'Answer first: accept everything at once, or line by line. After five days of silence it is not accepted.',
        'To ship, say how much goes now; the label and the note are made, and what may still go is worked out.',
      ],
    },
  },
  '/blanket-orders': {
    zh: {
      title: '框架订单',
      points: [
        '约定一段时间内的总量和单价，供方同意后按需要货；每次要货都是一张采购订单，不会超过总量和有效期。',
      ],
    },
    en: {
      title: 'Blanket orders',
      points: [
        'A total at a price for a time. Once the supplier agrees you call off what you need, within total and time.',
      ],
    },
  },
  '/supply-forecasts': {
    zh: {
      title: '需求预测',
      points: ['按周告诉供方大概要用多少，便于备料；滚动更新，每次发布是新的一版，不构成订单。'],
    },
    en: {
      title: 'Forecasts',
      points: [
        'What you expect to need, week by week, so that suppliers can prepare. Each is a new version and binds nobody.',
      ],
    },
  },
  '/statements': {
    zh: {
      title: '对账单',
      points: [
        '月底后自动汇总当月已验收的交货，左边是供方发出的，右边是买方验收的；双方确认，五天内不答复视为确认。',
        '数量有出入的行单独提出异议；对方同意就按它算，十天内没有商定转入下期，不耽误其余的行。',
        '双方确认后，供方一键按对账单开票，发票自然对得上。',
      ],
    },
    en: {
      title: 'Statements',
      points: [
        'Made when the month is over: what the supplier shipped beside what the buyer accepted. Silence confirms after five days.',
        'A line that is not right is disputed by itself; after ten days it rolls into the next period, and holds up nothing else.',
        'Confirmed by both, the supplier invoices it with one press, and the invoice fits.',
      ],
    },
  },
  '/my-money': {
    zh: {
      title: '我的货款',
      points: ['每张发票写明应付多少、哪天到期、卡在哪里。有差异的只卡差异部分，没有争议的照付。'],
    },
    en: {
      title: 'My money',
      points: [
        'How much of each invoice is due and when, and what holds it up. Only what differs is held; the rest is due.',
      ],
    },
  },
  '/debit-notes': {
    zh: {
      title: '扣款单',
      points: [
        '发票匹配后才发现短缺、缺陷或价格不对，买方在发票上点“扣款”；扣款不能超过这张发票尚欠的金额。',
        '供方十天内同意或提出异议，不答复视为同意；有异议的十五天内商定不了，扣款失效，照付。',
      ],
    },
    en: {
      title: 'Debit notes',
      points: [
        'What turned out short, bad or too dear after an invoice matched comes off it, never more than is still owed.',
        'The supplier agrees or disputes within ten days; silence agrees. A dispute that nobody settles within fifteen days ends it.',
      ],
    },
  },
  '/payables': {
    zh: {
      title: '供方发票与应付',
      points: ['发票提交后自动与订单、收货匹配。对得上的列入应付，到期日从交货算起，不超过法定账期。'],
    },
    en: {
      title: 'Invoices and what is due',
      points: [
        'Invoices are matched with orders and receipts. What fits is due, counted from the delivery, within the law.',
      ],
    },
  },
  '/match-exceptions': {
    zh: {
      title: '发票差异',
      points: [
        '每条写明原因和怎么办：价格、税、金额、日期可以接受或拒付；没收到的货不能接受，等到货或由供方红冲。',
        '十五天不处理，差异部分视为拒付。',
      ],
    },
    en: {
      title: 'Exceptions',
      points: [
        'Each says why and what to do. Price, tax, amount and date can be accepted or refused; goods that did not come cannot.',
        'After fifteen days what differs is refused.',
      ],
    },
  },
  '/listings': {
    zh: {
      title: '供求大厅',
      points: [
        '按供求、类别、货物种类和地区筛选；搜索认得品名和牌号。“只对我们”是别人选定您才看得到的信息。',
        '打开自己的一条信息，下面就是匹配结果：每项标准贡献了多少分、为什么，都写明了。',
        '报价后轮流答复，三天不答复就失效；谈妥的数量从挂牌中扣除，不会卖两次。',
      ],
    },
    en: {
      title: 'Listings',
      points: [
        'Filter by side, kind, goods and place; the search knows names and grades. “For us only” holds what others show to chosen firms.',
        'Open one of your own: its matches stand below, with what each criterion contributed and why.',
        'Offers are answered in turn and lapse after three days. What is agreed on leaves the listing: nothing is sold twice.',
      ],
    },
  },
  '/evaluations': {
    zh: {
      title: '供应商评价',
      points: [
        '先在“公式”里定指标、权重和合格线；每次保存是新的一版，已发布的评价不变。',
        '评价按真实单据算出，每个数字下面都有依据；发布后供应商看得到，也可以申诉。',
        '低于合格线的供应商不能邀请询价、不能下达新订单；确有需要的，由有权的人说明理由后放行。',
      ],
    },
    en: {
      title: 'Evaluation of suppliers',
      points: [
        'Set criteria, weights and the line under “Formula”. Each saving is a version; what was published stays.',
        'Each figure has its records below it. Once published the supplier sees it, and may appeal.',
        'Below the line there are no invitations and no new orders, unless somebody who may exempts him with a reason.',
      ],
    },
  },
  '/circles': {
    zh: {
      title: '供应圈',
      points: [
        '建圈后邀请供应商：平台上的企业在站内答复，其余的收到邮件，打开链接注册即加入。',
        '一张表可以邀请几千家：先检查，重复的、代码不对的逐行列出，全部合格才发出。',
        '询价和供求可以只对圈内发布，圈外看不到。',
      ],
    },
    en: {
      title: 'Circles',
      points: [
        'Invite suppliers: firms of the platform answer here, others join by registering with the link of a mail.',
        'One spreadsheet invites thousands. It is checked first: duplicates and bad codes are told row by row.',
        'RFQs and listings can be for a circle only; nobody else sees them.',
      ],
    },
  },
  '/supplier': {
    zh: {
      title: '供应商工作台',
      points: ['从上往下：等您办的事、货款何时到、得分和原因、本单位的单据、写了一半的草稿。'],
    },
    en: {
      title: 'The supplier desk',
      points: [
        'From the top: what waits for you, when money comes, your score and why, your documents, your drafts.',
      ],
    },
  },
  '/studio': {
    zh: {
      title: '云上工作室',
      points: ['每个数字都由现有单据算出，点开就是明细；没有权限看的单据，数字不显示。'],
    },
    en: {
      title: 'The business studio',
      points: [
        'Each figure is made of documents that are there; open it to see them. What you may not read is not shown.',
      ],
    },
  },
  '/board': {
    zh: {
      title: '调度台',
      points: [
        '最紧要的排在最上面：已经晚的、会晚的、有风险的；每一行写着原因，和轮到谁。',
        '“重新求解”只动还没开工的工序；价格和交期怎么变，要买方同意后才生效。',
        '拒单、超时和停机的任务列在下面，等待重新安排。',
      ],
    },
    en: {
      title: 'The dispatch board',
      points: [
        'The gravest comes first: late, going to be late, at risk. Each line says why, and whose turn it is.',
        'Solving again touches only what has not begun. New prices and dates hold once the buyer agrees.',
        'Tasks that were declined, ran out of time or lost their machine are listed below, to be placed anew.',
      ],
    },
  },
  '/work': {
    zh: {
      title: '我的任务',
      points: [
        '先看“待接单”：接下、谢绝，或者还一个价格和时间；过了答复时间，任务会派给别家。',
        '开工前确认图纸版次。报工填合格、待返工、报废三个数；没有网络时先存在本机，联网后自动发送。',
        '做完交给下一道：打印标签贴在货箱上，对方扫码签收，加工费随即到账。',
      ],
    },
    en: {
      title: 'Our tasks',
      points: [
        'Offers first: accept, decline, or name another price and time. After the time shown they go to somebody else.',
        'Acknowledge the drawing before you start. Report good, rework and scrap; without a network it is sent later.',
        'Then hand over: print the label, the receiver scans and signs, and you are paid.',
      ],
    },
  },
  '/earnings': {
    zh: {
      title: '接单与收入',
      points: [
        '“现在能接的”按每小时收入排列，先看最划算的。',
        '设备利用率只看本周的工作时间；空得多的设备，可以到“加工报价”里调价，或登记更多工艺。',
      ],
    },
    en: {
      title: 'Work and earnings',
      points: [
        'What can be won is ordered by what an hour of it earns.',
        'Utilisation looks at this week’s working time. For idle machines, look at their rates and processes.',
      ],
    },
  },
  '/incoming': {
    zh: {
      title: '收货与签收',
      points: [
        '扫货箱上的码，清点后签收：足额、短少或破损。短少和破损会按实收数量结算。',
        '货到后三天不签，视同足额签收；请在当天清点。',
      ],
    },
    en: {
      title: 'Goods coming in',
      points: [
        'Scan the box, count, and sign: in full, short or damaged. Only what was received is settled.',
        'What nobody signs in time counts as signed in full; count on the day it arrives.',
      ],
    },
  },
  '/shipments': {
    zh: {
      title: '发货单',
      points: [
        '发货方打印标签和交接单；收货方扫码打开这一页，清点后签收。签字后货物由收货方负责。',
        '签收后发现问题，点“申请退货”。',
      ],
    },
    en: {
      title: 'A shipment',
      points: [
        'The sender prints label and note; the receiver scans, counts and signs. The goods are then in his care.',
        'What turns out wrong after the signature can be returned.',
      ],
    },
  },
  '/inspections': {
    zh: {
      title: '检验',
      points: [
        '按 GB/T 2828.1 抽样：这一页写明抽几件（n）、允许几件不合格（Ac）、达到几件就不接收（Re）。',
        '记下件数、缺陷和照片，再判定。没超过 Ac 不能拒收（致命缺陷除外），超过了不能判合格。',
        '不合格的批次有三条路：拒收返工、分选只收好的、降价让步接收（要对方同意）。',
        '到期不判定视同接收。连续的结果决定下一批查多严，见“严格度”。',
      ],
    },
    en: {
      title: 'Inspections',
      points: [
        'By GB/T 2828.1 (ISO 2859-1): the page tells how many to draw (n), how many may be bad (Ac), how many refuse the lot (Re).',
        'Write down counts, defects and photos, then decide. Up to Ac a lot cannot be refused, unless a defect is critical.',
        'A bad lot is rejected, sorted piece by piece, or taken at a lower price once the other side agrees.',
        'Nobody decides in time: it is accepted. The results tell how strictly the next lot is inspected.',
      ],
    },
  },
  '/documents': {
    zh: {
      title: '电子单据',
      points: [
        '支持国际标准 UBL 2.1（XML）。可以导入询价单、采购订单、订单答复、发票和红字发票；这些单据和发货、收货、对账单也都能导出给别的系统。',
        '文件先整份检查：缺什么、哪一格不对、合计对不上，会逐条列出，检查不过就什么都不改。',
        '同一编号的同一份文件重复放进来，不会重复生成；编号相同而内容不同，会拒收并提示核对。',
      ],
    },
    en: {
      title: 'Electronic documents',
      points: [
        'The standard is UBL 2.1 (XML). RFQs, orders, order responses, invoices and credit notes are taken in; these, shipments, receipts and statements go out as files.',
        'A file is checked as a whole: what is missing, wrong or does not add up is listed, and then nothing is changed.',
        'The same file again makes nothing twice. Another content under the same number is refused, to be compared.',
      ],
    },
  },
  '/returns': {
    zh: {
      title: '退货',
      points: [
        '申请、同意、寄回、收到、处理、关闭，六步都有期限；谁到期不动，就按页面上写的默认结果走。',
        '供方拒绝的，退货方可以提出争议，由平台看双方理由裁决。',
        '选“折让”的，货款按货值退回，从质保金或下期结算中扣。',
      ],
    },
    en: {
      title: 'Returns',
      points: [
        'Asked, approved, sent, received, put right, closed: each step has a time limit and a default that the page names.',
        'What the supplier refuses can be disputed; the platform reads both sides and decides.',
        'A credit pays back the value of the goods, from the retention or the next statement.',
      ],
    },
  },
};
