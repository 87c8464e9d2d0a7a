import { defineTexts } from '@/kit/i18n';

export const texts = defineTexts(
  {
    title: '扫一扫',
    hint: '对准企业、证书上的二维码，或货箱上的条形码。',
    typed: '扫不出来？输入标签下方的编号',
    open: '打开',
  },
  {
    title: 'Scan',
    hint: 'Hold it over the QR code of an enterprise or a certificate, or over the bar code of a box.',
    typed: 'It does not read? Type what stands below the code',
    open: 'Open',
  },
);
