// The help of what machines report.
import type { PageHelp } from './page-help';

export const floorPages: Record<string, PageHelp> = {
  '/floor': {
    zh: {
      title: '车间实况',
      points: [
        '每张卡片是一台联网设备：左边的颜色是它在做什么，下面是最新的几个数据，每几秒刷新。',
        '“无数据”表示它超过规定时间没有上报；点开看“为什么没有数据”。',
        '在设备上填“产线”，这里就按产线分组。',
      ],
    },
    en: {
      title: 'Workshop floor',
      points: [
        'Each card is a connected device: the colour tells what it is doing, below are its latest values, every few seconds.',
        '“No data” means that it has said nothing for longer than it should; open it to see why.',
        'Give a device its line, and the floor is grouped by lines.',
      ],
    },
  },
  '/alarms': {
    zh: {
      title: '报警',
      points: [
        '“确认”表示有人知道了；是否恢复由数据决定，两样都有了才关闭。',
        '“搁置”八小时内不再提醒，到时自动回来。',
        '规则先用历史数据试一试：看会报多少次，再启用。回差和持续时间能避免来回报警。',
        '规则可以在报警和解除时让机器执行一条指令；两次之间有最小间隔，反复报警不会频繁操作机器。',
      ],
    },
    en: {
      title: 'Alarms',
      points: [
        'To acknowledge says that somebody knows; whether it has ended the data decide. With both it is closed.',
        'A shelved alarm is quiet for eight hours and comes back by itself.',
        'Try a rule on the past and see how often it would have been raised, then enable it. Deadband and delays keep it from chattering.',
        'A rule can tell its machine to do something when raised and cleared; a pause keeps a flapping alarm from flooding it.',
      ],
    },
  },
  '/devices': {
    zh: {
      title: '联网设备',
      points: [
        '“现在”里的数据随设备上报立即变化。红色的数据超出了量程。',
        '曲线从一年看到一秒：拖选一段放大，双击缩小；色带是这一格里的最小到最大，尖峰不会被平均掉。',
        '“为什么没有数据”写明最近的连接、最近的消息、拒收了什么和原因。',
        '“设备指令”写明每条指令走到哪一步：“已过期”是没有送出，“无应答”是送出了但不知道结果。',
        '令牌泄露或丢失时点“更换令牌”：旧的立即失效。',
      ],
    },
    en: {
      title: 'A device',
      points: [
        '“Now” changes as the device reports. What is red is out of its range.',
        'Trends go from a year to a second: drag to zoom in, double-click to zoom out. The band is lowest to highest, so no peak is averaged away.',
        '“Why nothing arrives” tells the last connection, the last message, and what was refused for which reason.',
        'Commands tell how far each has come: expired was never sent, no answer was sent and nobody knows the outcome.',
        'Where a token was lost or seen, make a new one: the old one stops working at once.',
      ],
    },
  },
  '/screens': {
    zh: {
      title: '车间大屏',
      points: [
        '用模板开始，再拖动面板换位置、拖右下角改大小；点一块面板，选设备和点位。',
        '面板不能重叠：放到别的面板上会弹回去。用箭头按钮和数字也能移动、改大小。',
        '“全屏显示”适合 1080p 和 4K 的屏幕，按 F 进入或退出浏览器全屏，Esc 返回。',
      ],
    },
    en: {
      title: 'Big screens',
      points: [
        'Begin with a template, drag panels into place and their lower right corner to size them; press one to choose its device and point.',
        'Panels do not overlap: dropped on another one they go back. The arrows and numbers do the same without dragging.',
        '“Full screen” suits 1080p and 4K; F enters and leaves the browser’s full screen, Esc goes back.',
      ],
    },
  },
  '/device-shares': {
    zh: {
      title: '数据共享',
      points: [
        '一项共享写明给谁看、哪几台设备的哪些点位、从何时到何时；对方看不到别的点位，也看不到这段时间以外的数据。',
        '要让对方看开始之前的数据，填“历史数据自”。',
        '共享不能改，只能撤销；撤销立即生效，双方的记录里都有。',
      ],
    },
    en: {
      title: 'Shared data',
      points: [
        'A share says who sees which points of which devices, from when to when. Other points and other times stay hidden.',
        'To let them see what was told before the start, give “History from”.',
        'A share is never changed, only revoked, at once; the records of both sides tell it.',
      ],
    },
  },
  '/devices/new': {
    zh: {
      title: '接入设备',
      points: [
        '先选最接近的设备模板；多报的点位也会收下。',
        '令牌只显示一次：复制到设备里，或打印二维码贴在控制柜里。',
        '把“试一条”的命令粘到同一网络的电脑上运行，几秒内就能在下面看到数据。',
      ],
    },
    en: {
      title: 'Connect a device',
      points: [
        'Choose the profile that comes nearest; further points are taken as well.',
        'The token is shown once: copy it into the device, or print its QR code for the cabinet.',
        'Run the command of “Try it” on a computer of the same network, and the values appear below within seconds.',
      ],
    },
  },
};
