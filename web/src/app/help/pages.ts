// The help of every page. The longest address that fits is taken.
import { floorPages } from './floor-pages';
import type { PageHelp } from './page-help';
import { tradePages } from './trade-pages';

const pages: Record<string, PageHelp> = {
  ...tradePages,
  ...floorPages,
  '/': {
    zh: {
      title: '首页',
      points: [
        '“等我处理”列出现在轮到您办的事，点开就能办。办完的事会自动消失。',
        '“接下来做什么”带您把企业资料补齐，资料越完整，越容易被客户找到。',
        '右上角的铃铛是通知：与您有关的事情发生时，会马上出现在那里。',
      ],
    },
    en: {
      title: 'Start',
      points: [
        '“Waiting for me” lists what is yours to do now. Open a line to do it; what is done goes away by itself.',
        '“What to do next” completes the profile: the more it tells, the better customers find you.',
        'The bell at the top holds notifications: whatever concerns you appears there at once.',
      ],
    },
  },
  '/stages': {
    zh: {
      title: '智能化自查',
      points: [
        '三个阶段各有几项检查，依据本企业在平台上的真实数据，不用自己打分。',
        '铜色的一行是下一步该做的；办完后回到这一页，数字会更新。',
        '“平台尚未开放”的项目不会用样板数据冒充，开放后自动开始计算。',
      ],
    },
    en: {
      title: 'How far we are',
      points: [
        'Each stage has a few checks, made from what your enterprise really has here; nobody grades himself.',
        'The copper line is what to do next; the figures follow when it is done.',
        'What the platform does not offer yet is said to be so, and never shown with sample data.',
      ],
    },
  },
  '/score': {
    zh: {
      title: '信用分',
      points: [
        '满分 100，由准时、质量、响应、争议四项算出；每一项扣了多少分，都写在这一页。',
        '“扣分原因”列出扣得最多的几笔；它们会随时间变淡，一年后不再计算。',
        '分数人人可见，原因只有本单位和平台看得到。',
      ],
    },
    en: {
      title: 'Our score',
      points: [
        'Out of 100, from four criteria: on time, quality, response, disputes. This page tells what each of them costs.',
        'The reasons are the cases that cost most. A case fades with its age and no longer counts after a year.',
        'Everybody sees the figure; the reasons are seen by your enterprise and the platform only.',
      ],
    },
  },
  '/enterprise': {
    zh: {
      title: '本企业资料',
      points: [
        '基本资料、厂区、联系人、加工能力和证书，都在这一页的各个标签下维护。',
        '联系人只有本企业看得到；其余会出现在企业名录里。',
        '证书先填写并上传扫描件，再点“提交审核”；核验通过后才会公开。',
      ],
    },
    en: {
      title: 'Our enterprise',
      points: [
        'Profile, sites, contacts, capabilities and certificates each have a tab on this page.',
        'Contacts are seen by your enterprise only; the rest appears in the directory.',
        'Fill in a certificate, upload its scan and submit it. It becomes public once it is verified.',
      ],
    },
  },
  '/directory': {
    zh: {
      title: '企业名录',
      points: [
        '输入名称、工艺或产品查找，也可以按地区和行业缩小范围；选择省或市，会包含其下所有地方。',
        '筛选条件在网址里，把网址发给同事，看到的是同样的结果。',
      ],
    },
    en: {
      title: 'Directory',
      points: [
        'Search by name, process or product; narrow by region and industry. A province or city includes everything in it.',
        'The address holds the filters: send it to a colleague, who then sees the same.',
      ],
    },
  },
  '/map': {
    zh: {
      title: '集群地图',
      points: [
        '颜色越深，企业越多。点一个地区进入下一级，右边的数字和图表随之改变。',
        '地图按各地政府驻地的坐标绘制，只是示意，不表示行政区域界线。',
      ],
    },
    en: {
      title: 'Map of the cluster',
      points: [
        'The darker, the more enterprises. Press a region to go into it; the figures beside follow.',
        'The map is drawn from the seats of government. It is schematic and shows no boundaries.',
      ],
    },
  },
  '/capture': {
    zh: {
      title: '拍照登记',
      points: [
        '拍下证书、设备或现场，写一句说明，点“存入队列”。',
        '没有网络也能用：照片先存在本机，联网后自动发送，不会重复。',
        '被退回的会标红并写明原因，改好后再发一次。',
      ],
    },
    en: {
      title: 'Photograph',
      points: [
        'Photograph a certificate, a machine or a place, add a word and put it into the queue.',
        'It works without a network: the photo stays on this device and is sent later, never twice.',
        'What the server refuses is marked red with the reason; mend it and send it again.',
      ],
    },
  },
  '/scan': {
    zh: {
      title: '扫一扫',
      points: ['对准标签上的二维码或条形码，会自动打开对应的企业、证书或厂区。光线暗时请靠近一些。'],
    },
    en: {
      title: 'Scan',
      points: [
        'Hold a QR or bar code into the frame: what it stands for opens by itself. In poor light go nearer.',
      ],
    },
  },
  '/labels': {
    zh: {
      title: '二维码标签',
      points: ['勾选要打印的标签，点“打印”。贴在证书、门口或展台上，手机扫一扫就能打开。'],
    },
    en: {
      title: 'QR labels',
      points: [
        'Choose the labels and print them. On a certificate, a door or a stand, any phone opens them.',
      ],
    },
  },
  '/reviews': {
    zh: {
      title: '证书核验',
      points: ['打开扫描件，与填写的编号、发证机构和有效期核对。退回时写明原因，企业会马上收到通知。'],
    },
    en: {
      title: 'Certificate reviews',
      points: [
        'Compare the scan with number, issuer and validity. Give the reason when you reject; the enterprise is told at once.',
      ],
    },
  },
  '/members': {
    zh: {
      title: '成员',
      points: ['添加同事并选择角色。没有设密码的成员，把“重置链接”交给本人，由他自己设置。'],
    },
    en: {
      title: 'Members',
      points: [
        'Add colleagues and choose their roles. Hand a new member the reset link, so that he sets his own password.',
      ],
    },
  },
  '/wall': {
    zh: {
      title: '集群大屏',
      points: ['点地图进入下一级，按 Esc 返回。按 F 全屏。数据每几秒自动更新，可以一直开着。'],
    },
    en: {
      title: 'Big screen',
      points: [
        'Press the map to go into a region, Esc to come back, F for full screen. It refreshes itself and may stay on.',
      ],
    },
  },
  '/notifications': {
    zh: {
      title: '通知',
      points: ['点开一条通知会打开对应的内容，并标为已读。不想收到的种类，可以在“通知设置”里关掉。'],
    },
    en: {
      title: 'Notifications',
      points: [
        'A notification opens what it is about and is then read. Turn off in the settings what you do not need.',
      ],
    },
  },
  '/audit': {
    zh: {
      title: '审计记录',
      points: ['本单位的每一次改动都在这里，按哈希链相连，改不了也删不掉。点“核对”可以重新验算整条链。'],
    },
    en: {
      title: 'Audit trail',
      points: [
        'Every change in your organisation, chained by hashes: nothing can be altered or removed. “Verify” computes the chain anew.',
      ],
    },
  },
};

const general: PageHelp = {
  zh: { title: '这一页', points: ['用左边的菜单换一页，或按 Ctrl K 查找企业、订单、单据和功能。'] },
  en: {
    title: 'This page',
    points: [
      'Change pages by the menu, or press Ctrl K to find an enterprise, an order, a document, a function.',
    ],
  },
};

export function helpFor(path: string): PageHelp {
  const fits = Object.keys(pages).filter(
    (start) => start === path || (start !== '/' && path.startsWith(`${start}/`)),
  );
  const longest = fits.sort((a, b) => b.length - a.length)[0];
  return (longest !== undefined ? pages[longest] : undefined) ?? general;
}
