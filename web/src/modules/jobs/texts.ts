import { defineTexts } from '@/kit/i18n';

export const texts = defineTexts(
  {
    jobs: '后台任务',
    jobsHint: '平台在后台执行的定时与异步任务。失败的任务可以重试或取消。',
    kind: '任务',
    status: '状态',
    attempts: '次数',
    runAt: '执行时间',
    error: '最近错误',
    retry: '重试',
    cancel: '取消',
    empty: '没有任务',
    emptyHint: '定时任务和异步工作会出现在这里。',
  },
  {
    jobs: 'Background jobs',
    jobsHint: 'Timers and asynchronous work of the platform. What failed can be tried again or cancelled.',
    kind: 'Job',
    status: 'Status',
    attempts: 'Attempts',
    runAt: 'Runs at',
    error: 'Last error',
    retry: 'Try again',
    cancel: 'Cancel',
    empty: 'No jobs',
    emptyHint: 'Timers and asynchronous work appear here.',
  },
);
