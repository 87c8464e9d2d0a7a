import { defineTexts } from '../i18n';

export const texts = defineTexts(
  {
    picture: '摄像头画面',
    refused: '没有使用摄像头的权限。请在浏览器的网站设置中允许使用摄像头，或在下面输入编号。',
    noCamera: '没有找到摄像头。请在下面输入编号。',
    insecure: '浏览器只在 https 地址下允许使用摄像头。请在下面输入编号，或请管理员启用 https。',
  },
  {
    picture: 'The picture of the camera',
    refused:
      'The camera may not be used. Allow it in the site settings of the browser, or type the number below.',
    noCamera: 'No camera was found. Type the number below.',
    insecure:
      'Browsers allow the camera at https addresses only. Type the number below, or ask your administrator for https.',
  },
);
